package org.vae4j.cli.model;

import java.nio.file.Path;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Parameters;

/** The run that a command is about. */
final class RunArgument {
  @Parameters(index = "0", paramLabel = "RUN", description = "folder of a run")
  private Path path;

  RunFolder open() {
    return RunFolder.open(path);
  }
}
