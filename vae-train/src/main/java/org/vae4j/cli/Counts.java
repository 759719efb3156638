package org.vae4j.cli;

import org.vae4j.run.BadInputException;

/** Options that count something. */
final class Counts {
  private Counts() {}

  /**
   * Refuses what is below 1.
   *
   * @param value null if the option was not given
   */
  static void requirePositive(String option, Integer value) {
    if (value != null && value < 1) {
      throw new BadInputException("%s: expected at least 1, got %d".formatted(option, value));
    }
  }
}
