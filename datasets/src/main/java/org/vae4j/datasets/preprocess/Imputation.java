package org.vae4j.datasets.preprocess;

import java.util.Map;
import java.util.stream.IntStream;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;

/**
 * Fills in what a table lacks: the mean of a column of numbers, the median of one with heavy tails
 * or of counts, the most frequent one of a column of categories, over the rows that it was fitted
 * on. The first step of all.
 */
public final class Imputation implements FittedStep {
  private static final String FILL = "fill";

  private final double[] fill;

  private Imputation(double[] fill) {
    this.fill = fill;
  }

  /**
   * Measures each column by the values that it has.
   *
   * @param train the rows to learn from, without any step
   * @throws BadDataException if a column has no value in any of them
   */
  public static Imputation fit(Dataset train) {
    if (!train.steps().isEmpty()) {
      throw new IllegalArgumentException(train.name() + ": missing values are filled in first");
    }
    double[] fill = new double[train.storedShape().size()];
    for (int j = 0; j < fill.length; j++) {
      Column.Kind kind =
          train.columns().isEmpty() ? Column.Kind.NUMBER : train.columns().get(j).kind();
      fill[j] =
          switch (kind) {
            case NUMBER -> (float) mean(train, j);
            case HEAVY_TAILED -> median(train, j);
            case COUNT -> Math.rint(median(train, j));
            case CATEGORY -> mostFrequent(train, j, train.columns().get(j));
          };
      if (Double.isNaN(fill[j])) {
        throw BadDataException.of(
            train.name() + ", column " + name(train, j), "a value", "none in train");
      }
    }
    return new Imputation(fill);
  }

  /**
   * Makes the step of what it has learned before.
   *
   * @param fitted what {@link #fitted} gave
   * @throws IllegalArgumentException if it is not that
   */
  public static Imputation of(Map<String, double[]> fitted) {
    return new Imputation(FittedFeatures.of(fitted, FILL));
  }

  private static String name(Dataset train, int feature) {
    return train.columns().isEmpty()
        ? Integer.toString(feature)
        : "'" + train.columns().get(feature).name() + "'";
  }

  /** NaN without a value. */
  private static double mean(Dataset train, int feature) {
    double sum = 0;
    int count = 0;
    for (int n = 0; n < train.size(); n++) {
      float value = train.value(n, feature);
      if (!Float.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return sum / count;
  }

  /** The lower one of two; NaN without a value. */
  private static double median(Dataset train, int feature) {
    double[] values =
        IntStream.range(0, train.size())
            .mapToDouble(n -> train.value(n, feature))
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    return values.length == 0 ? Double.NaN : values[(values.length - 1) / 2];
  }

  /** The first of those that occur most; NaN without a value. */
  private static double mostFrequent(Dataset train, int feature, Column column) {
    int[] counts = new int[column.categories().size()];
    for (int n = 0; n < train.size(); n++) {
      float value = train.value(n, feature);
      if (!Float.isNaN(value)) {
        counts[(int) value]++;
      }
    }
    int best = 0;
    for (int category = 1; category < counts.length; category++) {
      best = counts[category] > counts[best] ? category : best;
    }
    return counts[best] == 0 ? Double.NaN : best;
  }

  @Override
  public Map<String, double[]> fitted() {
    return Map.of(FILL, fill.clone());
  }

  @Override
  public ImageShape shape(ImageShape given) {
    return FittedFeatures.require(fill.length, given);
  }

  @Override
  public void apply(float[] given, float[] result, int epoch, int row) {
    for (int j = 0; j < result.length; j++) {
      result[j] = Float.isNaN(given[j]) ? (float) fill[j] : given[j];
    }
  }
}
