package org.vae4j.datasets.preprocess;

import java.util.Map;

/**
 * Brings pixels in [0, 1] back to their levels, 0 … 255. What it learned from train is that there
 * are pixels.
 */
public record PixelLevels() implements FittedStep {
  private static final float HIGHEST = 255;

  @Override
  public Map<String, double[]> fitted() {
    return Map.of();
  }

  /** The very level: the nearest float to k/255, times 255, rounds to k for each k. */
  @Override
  public void apply(float[] given, float[] result, int epoch, int row) {
    for (int i = 0; i < result.length; i++) {
      result[i] = HIGHEST * given[i];
    }
  }

  @Override
  public void restoreUnits(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= HIGHEST;
    }
  }
}
