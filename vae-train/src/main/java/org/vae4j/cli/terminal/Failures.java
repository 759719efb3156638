package org.vae4j.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.Optional;
import org.vae4j.checkpoint.BadCheckpointException;
import org.vae4j.checkpoint.BadTargetException;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.faults.TooLargeException;
import org.vae4j.loss.LabelDomainException;
import org.vae4j.refusal.BadInputException;
import org.vae4j.train.NonFiniteLossException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a failure prints and which code it exits with: 2 for bad input, 1 for the rest. */
public final class Failures {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final String MORE_MEMORY = " (VAE_JAVA_OPTS=-Xmx4g gives more)";

  private Failures() {}

  public static int badUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    Optional<String> unknown = unknownCommand(e);
    if (unknown.isPresent()) {
      err.printf(
          "vae: no command '%s' (%s --help lists them)%n",
          unknown.get(), command.getCommandSpec().qualifiedName());
      return BAD_INPUT;
    }
    err.println("vae: " + firstLine(e) + meant(e));
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return BAD_INPUT;
  }

  /** The option that begins most like an unknown one, if half of it is the same. */
  private static String meant(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption())) {
      return "";
    }
    String unknown = unmatched.getUnmatched().get(0);
    return e.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
        .max(Comparator.comparing(name -> alike(name, unknown)))
        .filter(name -> alike(name, unknown) > 2 + unknown.length() / 2)
        .map(name -> " (did you mean " + name + "?)")
        .orElse("");
  }

  /** How many signs two words have in common at their start. */
  private static int alike(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  /** The first word that is none of the commands there are. */
  private static Optional<String> unknownCommand(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    boolean takesCommandsAlone =
        !spec.subcommands().isEmpty() && spec.positionalParameters().isEmpty();
    return takesCommandsAlone && e instanceof UnmatchedArgumentException unmatched
        ? unmatched.getUnmatched().stream().findFirst().filter(word -> !word.startsWith("-"))
        : Optional.empty();
  }

  public static int failed(Exception e, CommandLine command, boolean debug) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    command.getErr().println("vae: " + describe(cause));
    if (debug) {
      cause.printStackTrace(command.getErr());
    }
    return isBadInput(cause) ? BAD_INPUT : FAILED;
  }

  /** What no handler of exceptions sees. */
  public static int outOfMemory(OutOfMemoryError e, PrintWriter err, boolean debug) {
    err.println("vae: out of memory: " + e.getMessage() + MORE_MEMORY);
    if (debug) {
      e.printStackTrace(err);
    }
    return FAILED;
  }

  private static boolean isBadInput(Throwable e) {
    return e instanceof BadInputException
        || e instanceof BadCheckpointException
        || e instanceof BadDataException
        || e instanceof LabelDomainException
        || e instanceof BadTargetException
        || e instanceof AccessDeniedException
        || e instanceof NoSuchFileException;
  }

  private static String describe(Throwable e) {
    if (e instanceof TooLargeException) {
      return e.getMessage() + MORE_MEMORY;
    }
    if (e instanceof BadInputException
        || e instanceof BadCheckpointException
        || e instanceof BadDataException
        || e instanceof LabelDomainException
        || e instanceof NonFiniteLossException) {
      return e.getMessage();
    }
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + ": expected to be allowed to read and write it, found no permission";
    }
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + ": expected an existing folder and file, found none";
    }
    if (e instanceof FileSystemException) {
      return e.getMessage();
    }
    if (e instanceof IOException) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
    return "unexpected %s (--debug shows where): %s"
        .formatted(e.getClass().getSimpleName(), firstLine(e));
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
