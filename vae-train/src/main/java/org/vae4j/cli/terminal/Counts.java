package org.vae4j.cli.terminal;

import org.vae4j.refusal.BadInputException;

/** Options that count something. */
public final class Counts {
  private Counts() {}

  /**
   * Refuses what is below 1.
   *
   * @param value null if the option was not given
   */
  public static void requirePositive(String option, Integer value) {
    if (value != null && value < 1) {
      throw new BadInputException("%s: expected at least 1, got %d".formatted(option, value));
    }
  }
}
