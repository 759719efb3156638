package org.vae4j.datasets.preprocess;

import java.util.Arrays;
import java.util.Map;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.datasets.ImageShape;

/**
 * Gives each feature mean 0 and deviation 1 over the examples that it was fitted on: x ↦ (x − mean)
 * / stdDev, computed in double. A feature that never changes becomes 0. Of a column with heavy
 * tails median and quartiles take their place, which a few values far out do not move. Categories
 * and counts stay as they are: of mean 0 and deviation 1, as far as this step is told.
 */
public final class Standardisation implements FittedStep {
  private static final String MEAN = "mean";
  private static final String STD_DEV = "stdDev";

  /** The interquartile range of a Gaussian of deviation 1. */
  private static final double QUARTILES_APART = 1.349;

  private final double[] mean;
  private final double[] stdDev;

  private Standardisation(double[] mean, double[] stdDev) {
    this.mean = mean;
    this.stdDev = stdDev;
  }

  /**
   * Measures mean and deviation of each feature, by Welford's method, with divisor N.
   *
   * @param train the examples to learn them from, after the steps that come before this one
   * @return the step, the same for the same examples on every machine
   */
  public static Standardisation fit(Dataset train) {
    int features = train.features();
    double[] mean = new double[features];
    double[] squares = new double[features];
    float[] example = new float[features];
    ExampleReader reader = train.reader();
    for (int n = 0; n < train.size(); n++) {
      reader.read(n, 0, example, 0);
      for (int j = 0; j < features; j++) {
        double distance = example[j] - mean[j];
        mean[j] += distance / (n + 1);
        squares[j] += distance * (example[j] - mean[j]);
      }
    }
    double[] stdDev = Arrays.stream(squares).map(sum -> Math.sqrt(sum / train.size())).toArray();
    for (int j = 0; j < features; j++) {
      if (isHeavyTailed(train, j)) {
        double[] sorted = sorted(train, j);
        int n = sorted.length;
        mean[j] = sorted[n / 2];
        double quartiles = sorted[3 * n / 4] - sorted[n / 4];
        stdDev[j] = quartiles > 0 ? quartiles / QUARTILES_APART : stdDev[j];
      }
      if (!FittedFeatures.isContinuous(train, j)) {
        mean[j] = 0;
        stdDev[j] = 1;
      }
    }
    return new Standardisation(mean, stdDev);
  }

  private static boolean isHeavyTailed(Dataset train, int feature) {
    return train.columns().size() == train.features()
        && train.columns().get(feature).kind() == Column.Kind.HEAVY_TAILED;
  }

  private static double[] sorted(Dataset train, int feature) {
    double[] values = new double[train.size()];
    float[] example = new float[train.features()];
    ExampleReader reader = train.reader();
    for (int n = 0; n < values.length; n++) {
      reader.read(n, 0, example, 0);
      values[n] = example[feature];
    }
    Arrays.sort(values);
    return values;
  }

  /**
   * Makes the step of what it has learned before.
   *
   * @param fitted what {@link #fitted} gave
   * @throws IllegalArgumentException if it is not that
   */
  public static Standardisation of(Map<String, double[]> fitted) {
    double[] mean = FittedFeatures.of(fitted, MEAN);
    return new Standardisation(mean, FittedFeatures.of(fitted, STD_DEV, mean));
  }

  /** {@link #mean} and {@link #stdDev}. */
  @Override
  public Map<String, double[]> fitted() {
    return Map.of(MEAN, mean(), STD_DEV, stdDev());
  }

  /** The mean of each feature: [D], a copy. */
  public double[] mean() {
    return mean.clone();
  }

  /** The deviation of each feature: [D], 0 where it never changes, a copy. */
  public double[] stdDev() {
    return stdDev.clone();
  }

  @Override
  public ImageShape shape(ImageShape given) {
    return FittedFeatures.require(mean.length, given);
  }

  @Override
  public void apply(float[] given, float[] result, int epoch, int row) {
    for (int j = 0; j < result.length; j++) {
      // Held-out values of a feature that never changed in train keep their units.
      double scale = stdDev[j] == 0 ? 1 : stdDev[j];
      result[j] = (float) ((given[j] - mean[j]) / scale);
    }
  }

  @Override
  public double logScale(int features) {
    return Arrays.stream(stdDev).filter(width -> width > 0).map(Math::log).sum();
  }

  @Override
  public void restoreUnits(float[] values) {
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) (values[j] * (stdDev[j] == 0 ? 1 : stdDev[j]) + mean[j]);
    }
  }
}
