package org.vae4j.cli.model;

import java.nio.file.Path;
import org.vae4j.data.DataPlace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the data of a run lie, if they have moved, or others in their place. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "the run's data, if they have moved, or others of the same shape; of a data set by name,"
              + " its folder")
  private Path data;

  @Mixin private DataFilesOptions files;

  DataPlace place() {
    return files.with(data);
  }
}
