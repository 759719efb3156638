package org.vae4j.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.vae4j.cli.terminal.Failures;

/** Where {@code ./vae} starts. */
public final class Main {
  private static final String LOGGING = "logback.configurationFile";

  private Main() {}

  public static void main(String[] arguments) {
    // Not found by its name alone: a program that uses this module as a library logs as it likes.
    System.setProperty(LOGGING, System.getProperty(LOGGING, "org/vae4j/cli/logback.xml"));
    // What is told is told alike everywhere.
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, out, err));
  }

  private static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    int exitCode;
    try {
      exitCode = VaeCommand.commandLine(out, err).execute(arguments);
    } catch (OutOfMemoryError e) {
      return Failures.outOfMemory(e, err, List.of(arguments).contains("--debug"));
    }
    if (out.checkError()) {
      err.println("vae: the results could not be written to stdout");
      return 1;
    }
    return exitCode;
  }
}
