package org.vae4j.cli.model;

import org.vae4j.run.RunFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The run that a command is about, and which of its models. */
final class ModelArgument {
  @Mixin private RunArgument run;

  @Option(
      names = "--checkpoint",
      paramLabel = "NAME",
      defaultValue = RunFolder.LATEST,
      description =
          "the model of this checkpoint: latest, best (the lowest validation loss) or a file's name"
              + " such as epoch-0003.zip (default: ${DEFAULT-VALUE})")
  private String checkpoint;

  RunFolder open() {
    return run.open().at(checkpoint);
  }
}
