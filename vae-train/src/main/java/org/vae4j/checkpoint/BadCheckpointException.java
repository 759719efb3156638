package org.vae4j.checkpoint;

import java.nio.file.Path;

/**
 * A file is no checkpoint, a damaged one, or one that must not be trusted. The message is one line:
 * {@code file: place: expected …, found …}.
 */
public final class BadCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_QUOTE = 200;

  private BadCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  static BadCheckpointException of(Path file, String place, String expected, Object found) {
    return new BadCheckpointException(
        "%s: %s: expected %s, found %s".formatted(file, quote(place), expected, quote(found)),
        null);
  }

  /** Something that DL4J, Jackson or the JDK noticed. */
  static BadCheckpointException of(Path file, String place, String expected, Throwable cause) {
    String what =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new BadCheckpointException(
        "%s: %s: expected %s (%s)".formatted(file, quote(place), expected, quote(what)), cause);
  }

  /** What a file says, made fit for a terminal: one short line without control characters. */
  private static String quote(Object text) {
    String line = String.valueOf(text).replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
  }
}
