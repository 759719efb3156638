package org.vae4j.datasets.preprocess;

import java.util.SplittableRandom;
import org.vae4j.datasets.PreprocessingStep;
import org.vae4j.datasets.faults.BadValueException;

/**
 * Makes pixels of K levels continuous: x ↦ ((K − 1) x + u) / K with u uniform on [0, 1), so that
 * level k is spread over [k/K, (k+1)/K) and a density cannot grow without bound on a level (Theis,
 * van den Oord and Bethge, "A note on the evaluation of generative models", 2016, section 3.1).
 *
 * @param draws the random numbers
 * @param levels K, 256 or 65,536
 */
public record Dequantisation(Draws draws, int levels) implements PreprocessingStep {
  /** How far, over K, K − 1 times a float next to k/(K − 1) lies from k: two halves of an ulp. */
  private static final float ROUNDING = 0x1p-23f;

  @Override
  public void apply(float[] given, float[] result, int epoch, int row) {
    SplittableRandom generator = draws.of(epoch, row);
    for (int i = 0; i < result.length; i++) {
      int level = level(given[i], i);
      // In double the sum is exact. Rounding to float may reach the next level's edge, not pass it.
      result[i] = (float) ((level + (double) Draws.uniform(generator)) / levels);
    }
  }

  private int level(float value, int feature) {
    float scaled = (levels - 1) * value;
    int level = Math.round(scaled);
    if (!(Math.abs(scaled - level) <= levels * ROUNDING) || level < 0 || level >= levels) {
      throw new BadValueException(
          feature,
          "a pixel of %d levels, over %d, to add noise (or --dequantize none)"
              .formatted(levels, levels - 1),
          value);
    }
    return level;
  }
}
