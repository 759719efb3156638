package org.vae4j.data.choice;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.vae4j.datasets.Dataset;

/**
 * How much counts vary, each feature about its own mean: the median feature.
 *
 * @param mean of the counts
 * @param dispersion variance by mean; a Poisson variable has 1
 */
record CountSpread(double mean, double dispersion) {
  /** What z explains adds to the variance; beyond this a rate that depends on z seldom keeps up. */
  private static final double OVERDISPERSED = 10;

  /** From this mean on, a density does not see that counts are whole and end at 0. */
  private static final double LARGE = 5;

  static CountSpread of(Dataset counts) {
    int features = counts.storedShape().size();
    double[] means = new double[features];
    double[] variances = new double[features];
    for (int j = 0; j < features; j++) {
      int feature = j;
      double[] present =
          IntStream.range(0, counts.size())
              .mapToDouble(n -> counts.value(n, feature))
              .filter(x -> !Double.isNaN(x))
              .toArray();
      double mean = Arrays.stream(present).average().orElse(0);
      means[j] = mean;
      variances[j] = Arrays.stream(present).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    }
    return new CountSpread(
        median(Arrays.stream(means).filter(mean -> mean > 0)),
        median(
            IntStream.range(0, features)
                .filter(j -> means[j] > 0)
                .mapToDouble(j -> variances[j] / means[j])));
  }

  /** Of none, as of features that are all 0, it is 0. */
  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  boolean isOverdispersed() {
    return dispersion > OVERDISPERSED;
  }

  boolean isLarge() {
    return mean >= LARGE;
  }
}
