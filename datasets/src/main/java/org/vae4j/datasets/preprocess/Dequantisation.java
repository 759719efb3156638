package org.vae4j.datasets.preprocess;

import java.util.SplittableRandom;
import org.vae4j.datasets.PreprocessingStep;
import org.vae4j.datasets.faults.BadValueException;

/**
 * Makes pixels of 256 levels continuous: x ↦ (255 x + u) / 256 with u uniform on [0, 1), so that
 * level k is spread over [k/256, (k+1)/256) and a density cannot grow without bound on a level
 * (Theis, van den Oord and Bethge, "A note on the evaluation of generative models", 2016, section
 * 3.1).
 *
 * @param draws the random numbers
 */
public record Dequantisation(Draws draws) implements PreprocessingStep {
  private static final int HIGHEST = 255;
  private static final int LEVELS = 256;

  /** How far 255 times a float next to k/255 lies from k: half a unit in its last place, twice. */
  private static final float ROUNDING = 0x1p-15f;

  @Override
  public void apply(float[] given, float[] result, int epoch, int row) {
    SplittableRandom generator = draws.of(epoch, row);
    for (int i = 0; i < result.length; i++) {
      int level = level(given[i], i);
      // In double the sum is exact. Rounding to float may reach the next level's edge, not pass it.
      result[i] = (float) ((level + (double) Draws.uniform(generator)) / LEVELS);
    }
  }

  private static int level(float value, int feature) {
    float scaled = HIGHEST * value;
    int level = Math.round(scaled);
    if (!(Math.abs(scaled - level) <= ROUNDING) || level < 0 || level > HIGHEST) {
      throw new BadValueException(
          feature, "a pixel of 256 levels, over 255, to add noise (or --dequantize none)", value);
    }
    return level;
  }
}
