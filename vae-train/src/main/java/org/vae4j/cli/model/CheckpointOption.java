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
          "which model of the run: latest, best (of the lowest validation loss), final (that of the two which"
              + " the run's final-model names), or a file's name such as epoch-0003.zip (default: ${DEFAULT-VALUE})")
  private String checkpoint;

  RunFolder of(RunFolder run) {
    return run.at(checkpoint);
  }
}
