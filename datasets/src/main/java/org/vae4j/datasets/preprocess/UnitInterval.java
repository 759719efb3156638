package org.vae4j.datasets.preprocess;

import org.vae4j.datasets.faults.BadValueException;

/** Values of [0, 1], and 0 and 1 made of them. */
final class UnitInterval {
  private UnitInterval() {}

  /** The value, if it is in [0, 1]. */
  static float require(float value, int feature) {
    if (!(value >= 0 && value <= 1)) {
      throw new BadValueException(
          feature, "0 to 1, to binarise it (--scale unit brings it there)", value);
    }
    return value;
  }

  /** 1 below 0, else 0, without a branch: on random bits it would go wrong half of the time. */
  static float isNegative(float difference) {
    return Float.floatToRawIntBits(difference) >>> (Integer.SIZE - 1);
  }
}
