package org.vae4j.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.FindingLines;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.evaluate.diagnosis.Finding;
import org.vae4j.run.RunDiagnosis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae diagnose RUN}. */
@Command(
    name = "diagnose",
    description = "What is wrong with a model, by what can be measured, and what to try.")
public final class DiagnoseCommand extends Subcommand {
  @Mixin private ModelArgument run;

  @Option(names = "--json", description = "print JSON and nothing else")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<Finding> findings = RunDiagnosis.of(run.open(), Downloads.progress(err(), json));
    if (json) {
      out().println(new ObjectMapper().writeValueAsString(Map.of("findings", findings)));
    } else {
      FindingLines.print(out(), findings);
    }
    return 0;
  }
}
