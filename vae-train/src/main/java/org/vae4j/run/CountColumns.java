package org.vae4j.run;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.model.CountColumn;

/** What the columns of counts are like, as a network sees them, by two passes in double. */
final class CountColumns {
  /**
   * What is added to a column's sum of counts: the mean rate given the counts under Jeffreys' prior
   * of a Poisson rate, {@code (Σx + ½) / N}, which is above 0 where all counts are 0.
   */
  private static final double JEFFREYS = 0.5;

  private CountColumns() {}

  /**
   * The columns of a part of the data.
   *
   * @param part not empty, of counts
   */
  static List<CountColumn> of(Dataset part) {
    int features = part.features();
    double[] means = new double[features];
    double[] logMeans = new double[features];
    forEach(
        part,
        (j, x) -> {
          means[j] += x / part.size();
          logMeans[j] += Math.log1p(x) / part.size();
        });
    double[] variances = new double[features];
    double[] logVariances = new double[features];
    forEach(
        part,
        (j, x) -> {
          variances[j] += square(x - means[j]) / part.size();
          logVariances[j] += square(Math.log1p(x) - logMeans[j]) / part.size();
        });
    List<CountColumn> columns = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      columns.add(
          new CountColumn(
              means[j] + JEFFREYS / part.size(),
              variances[j],
              logMeans[j],
              Math.sqrt(logVariances[j])));
    }
    return columns;
  }

  private interface OnValue {
    void add(int feature, double x);
  }

  private static void forEach(Dataset part, OnValue body) {
    float[] x = new float[part.features()];
    ExampleReader reader = part.reader();
    for (int n = 0; n < part.size(); n++) {
      reader.read(n, 0, x, 0);
      for (int j = 0; j < x.length; j++) {
        body.add(j, x[j]);
      }
    }
  }

  private static double square(double value) {
    return value * value;
  }
}
