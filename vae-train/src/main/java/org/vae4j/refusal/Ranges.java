package org.vae4j.refusal;

/** How a value out of range is refused. */
public final class Ranges {
  private Ranges() {}

  public static void require(boolean inRange, String setting, String expected, Object found) {
    if (!inRange) {
      throw new BadInputException("--%s: expected %s, got %s".formatted(setting, expected, found));
    }
  }
}
