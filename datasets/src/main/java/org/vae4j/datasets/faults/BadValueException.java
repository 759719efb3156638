package org.vae4j.datasets.faults;

/**
 * A preprocessing step cannot take a value. The step knows which feature it is and what it should
 * have been; whoever called it knows the example, and makes a {@link BadDataException} of both.
 */
public final class BadValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int feature;
  private final String expected;
  private final float found;

  /**
   * Makes the exception.
   *
   * @param feature which of the D values of the example, from 0
   * @param expected what it should have been
   */
  public BadValueException(int feature, String expected, float found) {
    super("feature " + feature + ": expected " + expected + ", found " + found);
    this.feature = feature;
    this.expected = expected;
    this.found = found;
  }

  /** Which of the D values of the example it is, from 0. */
  public int feature() {
    return feature;
  }

  /** Says where it happened. */
  public BadDataException in(String place) {
    return BadDataException.of(place, expected, found);
  }
}
