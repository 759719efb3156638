package org.vae4j.loss.likelihood;

import java.io.Serializable;

/**
 * The variance of a Gaussian as the decoder gives it, v, with a floor: σ² = exp(v) + s₀².
 *
 * @param least s₀, 0 for none
 */
record GaussianWidth(double least) implements Serializable {
  GaussianWidth {
    if (!(least >= 0) || Double.isInfinite(least)) {
      throw new IllegalArgumentException(
          "expected a finite least standard deviation of at least 0, got " + least);
    }
  }

  /** log σ². */
  double logVariance(double v) {
    return least == 0 ? v : Math.log(variance(v));
  }

  /** 1 / σ². */
  double precision(double v) {
    return least == 0 ? Math.exp(-v) : 1 / variance(v);
  }

  /** σ. */
  double stdDev(double v) {
    return least == 0 ? Math.exp(0.5 * v) : Math.sqrt(variance(v));
  }

  /** d log σ² / dv. */
  double slope(double v) {
    return least == 0 ? 1 : Math.exp(v) / variance(v);
  }

  private double variance(double v) {
    return Math.exp(v) + least * least;
  }
}
