package org.vae4j.loss.likelihood;

/** The one rule for a width that a user gives. */
final class Scale {
  private Scale() {}

  static double require(String name, double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "expected a positive finite %s, got %s".formatted(name, scale));
    }
    return scale;
  }
}
