package org.vae4j.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Set;

/** The commands that there are. */
public final class CommandNames {
  private CommandNames() {}

  public static Set<String> all() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return VaeCommand.commandLine(nowhere, nowhere).getSubcommands().keySet();
  }
}
