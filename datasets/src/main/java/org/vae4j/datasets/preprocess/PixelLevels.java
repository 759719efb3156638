package org.vae4j.datasets.preprocess;

import java.util.Map;

/**
 * Brings pixels in [0, 1] back to their levels. What it learned from train is how many there are.
 *
 * @param levels 256 or 65,536
 */
public record PixelLevels(int levels) implements FittedStep {
  private static final int OF_BYTES = 256;
  private static final String LEVELS = "levels";

  /** The step that learned this; of 256 levels nothing is written. */
  public static PixelLevels of(Map<String, double[]> fitted) {
    return new PixelLevels(fitted.containsKey(LEVELS) ? (int) fitted.get(LEVELS)[0] : OF_BYTES);
  }

  @Override
  public Map<String, double[]> fitted() {
    return levels == OF_BYTES ? Map.of() : Map.of(LEVELS, new double[] {levels});
  }

  /** The very level: the nearest float to k/(levels − 1), times that, rounds to k for each k. */
  @Override
  public void apply(float[] given, float[] result, int epoch, int row) {
    for (int i = 0; i < result.length; i++) {
      result[i] = (levels - 1) * given[i];
    }
  }

  @Override
  public double logScale(int features) {
    return -features * Math.log(levels - 1.0);
  }

  @Override
  public void restoreUnits(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= levels - 1;
    }
  }
}
