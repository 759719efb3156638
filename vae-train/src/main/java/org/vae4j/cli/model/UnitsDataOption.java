package org.vae4j.cli.model;

import java.nio.file.Path;
import org.vae4j.data.DataPlace;
import org.vae4j.refusal.BadInputException;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Option;

/**
 * Where the data of a run lie, for a command that reads them only to tell what the model's numbers
 * mean: of runs of older versions, and of arrays that may be images of one line.
 */
final class UnitsDataOption {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      hidden = true,
      description = "the run's data, if they have moved and are needed")
  private Path data;

  /**
   * The run, with its data there.
   *
   * @param needed whether they will be read
   * @throws BadInputException if they were named and will not
   */
  RunFolder of(RunFolder run, boolean needed) {
    if (data == null) {
      return run;
    }
    if (!needed) {
      throw new BadInputException(
          "--data: expected none, as this command takes the model alone, got " + data);
    }
    return run.withData(DataPlace.of(data));
  }
}
