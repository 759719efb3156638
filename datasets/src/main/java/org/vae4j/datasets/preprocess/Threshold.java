package org.vae4j.datasets.preprocess;

import org.vae4j.datasets.PreprocessingStep;

/**
 * Makes 1 of what reaches a threshold, and 0 of the rest. Values in [0, 1].
 *
 * @param threshold the least value that becomes 1
 */
public record Threshold(float threshold) implements PreprocessingStep {

  /** Half of full ink. */
  public static final Threshold AT_HALF = new Threshold(0.5f);

  @Override
  public void apply(float[] given, float[] result, int epoch, int row) {
    for (int i = 0; i < result.length; i++) {
      result[i] = 1 - UnitInterval.isNegative(UnitInterval.require(given[i], i) - threshold);
    }
  }
}
