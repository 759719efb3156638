package org.vae4j.loss.bound;

import java.util.Arrays;

/**
 * The importance weights of K draws z_k ~ q(z | x) of one example, as logarithms in nats:
 *
 * <pre>
 * log w_k = log p(x | z_k) + log p(z_k) − log q(z_k | x)
 * </pre>
 *
 * <p>Immutable.
 */
public final class ImportanceWeights {
  private final double[] logWeights;

  private ImportanceWeights(double[] logWeights) {
    this.logWeights = logWeights;
  }

  /**
   * The weights of these logarithms.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ImportanceWeights of(double... logWeights) {
    if (logWeights.length == 0) {
      throw new IllegalArgumentException("expected at least one importance weight, got none");
    }
    return new ImportanceWeights(logWeights.clone());
  }

  /** K. */
  public int samples() {
    return logWeights.length;
  }

  /** log w, K values. */
  public double[] logWeights() {
    return logWeights.clone();
  }

  /** 1/K Σ_k log w_k: an estimate of the ELBO. */
  public double meanLog() {
    double sum = 0;
    for (double logWeight : logWeights) {
      sum += logWeight;
    }
    return sum / logWeights.length;
  }

  /**
   * log 1/K Σ_k w_k: an estimate of log p(x), too low on average.
   *
   * @see <a href="https://arxiv.org/abs/1509.00519">Burda et al. 2016, equation 8</a>
   */
  public double logMean() {
    return logSum() - Math.log(logWeights.length);
  }

  /** w_k / Σ_j w_j, K values that sum to 1. */
  public double[] normalised() {
    double logSum = logSum();
    return Arrays.stream(logWeights).map(logWeight -> Math.exp(logWeight - logSum)).toArray();
  }

  /**
   * 1 / Σ_k (w_k / Σ_j w_j)²: K if all weights are the same, 1 if one has all the weight. It says
   * how many draws from the posterior itself these are worth.
   */
  public double effectiveSampleSize() {
    double sumOfSquares = 0;
    for (double share : normalised()) {
      sumOfSquares += share * share;
    }
    return 1 / sumOfSquares;
  }

  private double logSum() {
    double largest = Arrays.stream(logWeights).max().orElseThrow();
    if (Double.isInfinite(largest)) {
      return largest; // as a difference of infinities it would be NaN
    }
    double sum = 0;
    for (double logWeight : logWeights) {
      sum += Math.exp(logWeight - largest);
    }
    return largest + Math.log(sum);
  }

  @Override
  public String toString() {
    return "ImportanceWeights(logWeights=%s)".formatted(Arrays.toString(logWeights));
  }
}
