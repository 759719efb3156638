package org.vae4j.refusal;

import java.util.Locale;

/** How a value out of range is refused. */
public final class Ranges {
  private Ranges() {}

  public static void require(boolean inRange, String setting, String expected, Object found) {
    if (!inRange) {
      throw new BadInputException(
          "--%s: expected %s, got %s".formatted(setting, expected, written(found)));
    }
  }

  /** A constant is told as the user writes it. */
  private static Object written(Object found) {
    return found instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : found;
  }
}
