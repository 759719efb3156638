package org.vae4j.run;

/** How a value out of range is refused. */
final class Ranges {
  private Ranges() {}

  static void require(boolean inRange, String setting, String expected, Object found) {
    if (!inRange) {
      throw new BadInputException("--%s: expected %s, got %s".formatted(setting, expected, found));
    }
  }
}
