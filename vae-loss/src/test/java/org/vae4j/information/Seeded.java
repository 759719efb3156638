package org.vae4j.information;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** Random inputs for the tests: every one is a function of its seed. */
final class Seeded {

  private Seeded() {}

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  static RandomGenerator random(long seed) {
    return new SplittableRandom(seed);
  }

  /** From flat to very uneven: a weight is U^k with k up to 8. */
  static DiscreteDistribution distribution(RandomGenerator random, int outcomes) {
    double unevenness = random.nextDouble(1, 8);
    double[] weights = new double[outcomes];
    double sum = 0;
    for (int i = 0; i < outcomes; i++) {
      weights[i] = Math.pow(random.nextDouble(0.01, 1), unevenness);
      sum += weights[i];
    }
    for (int i = 0; i < outcomes; i++) {
      weights[i] /= sum;
    }
    return DiscreteDistribution.of(weights);
  }

  static UnivariateNormal normal(RandomGenerator random) {
    return UnivariateNormal.of(random.nextDouble(-3, 3), Math.exp(random.nextDouble(-2, 2)));
  }

  /** A·Aᵀ + I: well conditioned. */
  static double[][] covariance(RandomGenerator random, int n) {
    double[][] a = new double[n][n];
    for (double[] row : a) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      covariance[i][i] = 1;
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          covariance[i][j] += a[i][k] * a[j][k];
        }
      }
    }
    return covariance;
  }

  static double[] vector(RandomGenerator random, int n) {
    return random.doubles(n, -2, 2).toArray();
  }
}
