package org.vae4j.datasets.preprocess;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.datasets.ImageShape;

/**
 * Brings each feature to [0, 1] by its bounds over the examples that it was fitted on: x ↦ (x −
 * least) / (greatest − least), computed in double. A feature that never changes becomes 0. Values
 * outside the bounds, which only examples have that it was not fitted on, become the nearer of 0
 * and 1: a likelihood on [0, 1] can take no others. Categories stay as they are.
 */
public final class UnitScaling implements FittedStep {
  private static final String LEAST = "least";
  private static final String GREATEST = "greatest";

  /** Both NaN for categories. */
  private final double[] least;

  private final double[] greatest;

  private UnitScaling(double[] least, double[] greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  /**
   * Finds the bounds of each feature.
   *
   * @param train the examples to learn them from, after the steps that come before this one
   * @return the step, the same for the same examples on every machine
   */
  public static UnitScaling fit(Dataset train) {
    int features = train.features();
    double[] least = new double[features];
    double[] greatest = new double[features];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    float[] example = new float[features];
    ExampleReader reader = train.reader();
    for (int n = 0; n < train.size(); n++) {
      reader.read(n, 0, example, 0);
      for (int j = 0; j < features; j++) {
        least[j] = Math.min(least[j], example[j]);
        greatest[j] = Math.max(greatest[j], example[j]);
      }
    }
    for (int j = 0; j < features; j++) {
      if (!FittedFeatures.isContinuous(train, j)) {
        least[j] = Double.NaN;
        greatest[j] = Double.NaN;
      }
    }
    return new UnitScaling(least, greatest);
  }

  /**
   * Makes the step of what it has learned before.
   *
   * @param fitted what {@link #fitted} gave
   * @throws IllegalArgumentException if it is not that
   */
  public static UnitScaling of(Map<String, double[]> fitted) {
    double[] least = FittedFeatures.of(fitted, LEAST);
    return new UnitScaling(least, FittedFeatures.of(fitted, GREATEST, least));
  }

  /** The bounds of each feature, {@code least} and {@code greatest}; NaN of categories. */
  @Override
  public Map<String, double[]> fitted() {
    return Map.of(LEAST, least.clone(), GREATEST, greatest.clone());
  }

  @Override
  public ImageShape shape(ImageShape given) {
    return FittedFeatures.require(least.length, given);
  }

  @Override
  public void apply(float[] given, float[] result, int epoch, int row) {
    for (int j = 0; j < result.length; j++) {
      result[j] = Double.isNaN(least[j]) ? given[j] : (float) place(given[j], j);
    }
  }

  /** Where between the bounds a value lies, from 0 to 1. */
  private double place(float value, int feature) {
    double range = greatest[feature] - least[feature];
    return range == 0 ? 0 : Math.min(1, Math.max(0, (value - least[feature]) / range));
  }

  @Override
  public double logScale(int features) {
    return IntStream.range(0, least.length)
        .mapToDouble(j -> greatest[j] - least[j])
        .filter(range -> range > 0)
        .map(Math::log)
        .sum();
  }

  @Override
  public void restoreUnits(float[] values) {
    for (int j = 0; j < values.length; j++) {
      if (!Double.isNaN(least[j])) {
        values[j] = (float) (values[j] * (greatest[j] - least[j]) + least[j]);
      }
    }
  }
}
