package org.vae4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One call of the command, inside this JVM.
 *
 * @param exitCode what the process would exit with
 * @param out what went to stdout
 * @param err what went to stderr
 */
public record CommandRun(int exitCode, String out, String err) {
  public static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int exitCode =
        VaeCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(words);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
