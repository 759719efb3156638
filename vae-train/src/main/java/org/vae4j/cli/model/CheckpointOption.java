package org.vae4j.cli.model;

import org.vae4j.run.RunFolder;
import picocli.CommandLine.Option;

/** Which of a run's models a command is about. */
final class CheckpointOption {
  @Option(
      names = "--checkpoint",
      paramLabel = "NAME",
      defaultValue = RunFolder.FINAL,
      description =
          "the model of this checkpoint: final (as the run's settings say: best or latest), latest, best"
              + " (the lowest validation loss) or a file's name such as epoch-0003.zip (default: ${DEFAULT-VALUE})")
  private String checkpoint;

  RunFolder of(RunFolder run) {
    return run.at(checkpoint);
  }
}
