package org.vae4j.cli.train;

import java.nio.file.Path;
import org.vae4j.cli.model.DataFilesOptions;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run that goes on, with its own data, wherever they lie by now. */
final class ResumedRun {
  @Parameters(index = "0", paramLabel = "RUN", description = "folder of a run")
  private Path path;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "the run's own data, if they have moved (others are refused): a file; of several files, or"
              + " of a data set by name, the folder that they are in")
  private Path data;

  @Mixin private DataFilesOptions files;

  RunFolder open() {
    return RunFolder.open(path).withData(files.with(data));
  }
}
