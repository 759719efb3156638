package org.vae4j.refusal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path as a user wrote it. */
public final class GivenPath {
  private static final char UNKNOWN = '\uFFFD';

  private GivenPath() {}

  /**
   * The path.
   *
   * @throws BadInputException if Java can make none of it: in a locale that has not all letters,
   *     those it lacks come in as one and the same
   */
  public static Path of(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      boolean unknownLetters = text.indexOf(UNKNOWN) >= 0 || text.chars().anyMatch(c -> c > '~');
      throw new BadInputException(
          "expected a path, got '%s'%s"
              .formatted(
                  text.replace("\0", "\\0"),
                  unknownLetters
                      ? ", with letters that the locale has not (LC_ALL=C.UTF-8 has all)"
                      : ""),
          e);
    }
  }
}
