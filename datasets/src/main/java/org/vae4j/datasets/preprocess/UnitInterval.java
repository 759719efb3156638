package org.vae4j.datasets.preprocess;

import org.vae4j.datasets.BadDataException;

/** What it takes to be binarised. */
final class UnitInterval {
  private UnitInterval() {}

  /** The value, if it is in [0, 1]. */
  static float require(float value, int row, int feature) {
    if (!(value >= 0 && value <= 1)) {
      throw BadDataException.of(
          "example %d, feature %d".formatted(row, feature), "0 to 1, to binarise it", value);
    }
    return value;
  }
}
