package org.vae4j.datasets.faults;

import java.nio.file.Path;

/**
 * The data given is not what was asked for: a damaged file, counts that do not match, a name that
 * is not known. The message is one line for the user, of the form {@code source, place: expected …,
 * found …}.
 */
public class BadDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception for a message that is already one clear line.
   *
   * @param message what is wrong and what to do, on one line
   */
  protected BadDataException(String message) {
    super(message);
  }

  /**
   * Makes the exception for a message that is already one clear line, and what led to it.
   *
   * @param message what is wrong and what to do, on one line
   * @param cause how it was noticed
   */
  protected BadDataException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Reports what was expected and what was found.
   *
   * @param source the file or option at fault
   * @param expected what should have been there
   * @param found what was there
   */
  public static BadDataException of(Object source, String expected, Object found) {
    return new BadDataException(line(String.valueOf(source), expected, found));
  }

  /**
   * Reports a fault at a place within a file.
   *
   * @param file the file at fault
   * @param byteOffset the offset, in bytes of the uncompressed content
   * @param expected what should have been there
   * @param found what was there
   */
  public static BadDataException at(String file, long byteOffset, String expected, Object found) {
    return new BadDataException(line(file + ", byte " + byteOffset, expected, found));
  }

  /**
   * Reports a fault at a place within a file that another fault led to.
   *
   * @param file the file at fault
   * @param byteOffset the offset, in bytes of the uncompressed content
   * @param expected what should have been there
   * @param found what was there
   * @param cause how it was noticed
   */
  public static BadDataException at(
      String file, long byteOffset, String expected, Object found, Throwable cause) {
    return new BadDataException(line(file + ", byte " + byteOffset, expected, found), cause);
  }

  /**
   * Reports a file that cannot be opened.
   *
   * @param found why not, such as "none"
   * @param cause how it was noticed
   */
  public static BadDataException unreadable(Path file, String found, Throwable cause) {
    return new BadDataException(line(file.toString(), "a readable file", found), cause);
  }

  private static String line(String source, String expected, Object found) {
    return source + ": expected " + expected + ", found " + found;
  }
}
