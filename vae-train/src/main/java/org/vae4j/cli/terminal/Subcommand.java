package org.vae4j.cli.terminal;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A subcommand: what it is called with it computes and prints, and gives the exit code. */
public abstract class Subcommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** It as picocli has it. */
  protected final CommandLine command() {
    return spec.commandLine();
  }

  /** Where results go. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where everything else goes. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
