package org.vae4j.cli.model;

import java.nio.file.Path;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the data of a run lie, if they have moved, or others in their place. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "the run's data, if they have moved, or others of the same shape: a file; of several files,"
              + " or of a data set by name, the folder that they are in")
  private Path data;

  @Mixin private DataFilesOptions files;

  /** The run, with its data there. */
  RunFolder of(RunFolder run) {
    return run.withData(files.with(data));
  }
}
