package org.vae4j.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.FindingLines;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.evaluate.diagnosis.Finding;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.run.RunData;
import org.vae4j.run.RunDiagnosis;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae diagnose RUN}. */
@Command(
    name = "diagnose",
    description = "What is wrong with a model, by what can be measured, and what to try.")
public final class DiagnoseCommand extends Subcommand {
  @Mixin private ModelArgument run;

  @Mixin private DataOptions data;

  @Option(names = "--json", description = "print JSON and nothing else")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    RunFolder folder = data.of(run.open());
    Vae vae = folder.model();
    DatasetSplits own =
        RunData.part(folder, Optional.empty(), Downloads.progress(err(), json))
            .all()
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--data: expected all of the run's own data, train and test, found others"));
    List<Finding> findings = RunDiagnosis.of(folder, vae, own);
    if (json) {
      out().println(new ObjectMapper().writeValueAsString(Map.of("findings", findings)));
    } else {
      FindingLines.print(out(), findings);
    }
    return 0;
  }
}
