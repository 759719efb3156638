package org.vae4j.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.evaluate.diagnosis.Finding;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.report.RunComparison;
import org.vae4j.report.RunReport;
import org.vae4j.run.RunData;
import org.vae4j.run.RunDiagnosis;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae report RUN...}. */
@Command(
    name = "report",
    description = "Shows a run, or several side by side, in one HTML file that needs no network.")
public final class ReportCommand extends Subcommand {
  @Parameters(arity = "1..*", paramLabel = "RUN", description = "folders of runs")
  private List<Path> runs;

  @Mixin private CheckpointOption checkpoint;

  @Mixin private DataOptions data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the page (default for one run: RUN/report.html)")
  private Path out;

  @Override
  public Integer call() throws Exception {
    if (out != null) {
      WholeFile.requirePlace(out);
    }
    List<RunFolder> folders =
        runs.stream().map(path -> data.of(checkpoint.of(RunFolder.open(path)))).toList();
    DownloadListener downloads = Downloads.progress(err(), false);
    Path file = out;
    if (folders.size() == 1) {
      RunFolder folder = folders.get(0);
      Vae vae = folder.model();
      RunData.Part part = RunData.part(folder, Optional.empty(), downloads);
      PictureTarget.requireOut(out, folder, part);
      file = out == null ? folder.report() : out;
      Optional<List<Finding>> findings = Optional.empty();
      if (part.isOwn() && part.all().isPresent()) {
        findings = Optional.of(RunDiagnosis.of(folder, vae, part.all().get()));
      }
      RunReport.write(folder, vae, part, findings, Files.exists(folder.summary()), file);
    } else if (out == null) {
      throw new BadInputException("--out: expected a file for the page of several runs, got none");
    } else {
      RunComparison.write(folders, file, downloads);
    }
    out().println(file);
    return 0;
  }
}
