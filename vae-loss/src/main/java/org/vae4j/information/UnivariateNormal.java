package org.vae4j.information;

import java.util.random.RandomGenerator;

/**
 * The normal distribution N(mean, stdDev²) on the line.
 *
 * <p>Source: T. M. Cover and J. A. Thomas, Elements of information theory, chapter 8.
 *
 * @param mean μ, finite
 * @param stdDev σ, finite and above 0
 */
public record UnivariateNormal(double mean, double stdDev)
    implements Distribution<UnivariateNormal> {

  static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if the mean is not finite, or if the deviation is not finite
   *     and above 0
   */
  public UnivariateNormal {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("mean must be finite, but was " + mean);
    }
    if (!(stdDev > 0 && stdDev <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("stdDev must be finite and above 0, but was " + stdDev);
    }
  }

  /**
   * The normal distribution with a mean and a standard deviation.
   *
   * @param mean μ
   * @param stdDev σ
   * @return N(μ, σ²)
   * @throws IllegalArgumentException if the mean is not finite, or if the deviation is not finite
   *     and above 0
   */
  public static UnivariateNormal of(double mean, double stdDev) {
    return new UnivariateNormal(mean, stdDev);
  }

  /**
   * The normal distribution in the parameters of a VAE's posterior: σ = exp(½·logVariance).
   *
   * @param mean μ
   * @param logVariance log σ²
   * @return N(μ, σ²)
   * @throws IllegalArgumentException if the mean is not finite, or if exp(½·logVariance) is not
   *     finite and above 0
   */
  public static UnivariateNormal ofLogVariance(double mean, double logVariance) {
    return new UnivariateNormal(mean, Math.exp(0.5 * logVariance));
  }

  /**
   * The density exp(−½((x−μ)/σ)²) / (σ√(2π)).
   *
   * @param x a point
   * @return the density at x, per unit of x
   */
  public double density(double x) {
    return Math.exp(logDensity(x));
  }

  /**
   * The log-density −½((x−μ)/σ)² − log σ − ½log 2π.
   *
   * @param x a point
   * @return the log-density at x in nats
   */
  public double logDensity(double x) {
    double z = (x - mean) / stdDev;
    return -0.5 * z * z - Math.log(stdDev) - 0.5 * LOG_TWO_PI;
  }

  /**
   * Draws a value: μ + σ·ε with ε ~ N(0, 1).
   *
   * @param random where ε comes from
   * @return a draw
   */
  public double sample(RandomGenerator random) {
    return mean + stdDev * random.nextGaussian();
  }

  /**
   * The differential entropy ½log(2πe) + log σ.
   *
   * @return the entropy in nats; negative for a narrow normal
   */
  @Override
  public double entropy() {
    return 0.5 * (LOG_TWO_PI + 1) + Math.log(stdDev);
  }

  /**
   * H(p,q) = ½log 2π + log σ₂ + ½[σ₁²/σ₂² + (μ₁−μ₂)²/σ₂²].
   *
   * @param q N(μ₂, σ₂²)
   * @return the cross-entropy in nats
   */
  @Override
  public double crossEntropy(UnivariateNormal q) {
    double ratio = stdDev / q.stdDev;
    double shift = (mean - q.mean) / q.stdDev;
    return 0.5 * LOG_TWO_PI + Math.log(q.stdDev) + 0.5 * (ratio * ratio + shift * shift);
  }

  /**
   * D(p‖q) = ½[−log(σ₁²/σ₂²) − 1 + σ₁²/σ₂² + (μ₁−μ₂)²/σ₂²].
   *
   * <p>A sum of parts that are never negative; a divergence of 1e-20 between two nearly equal
   * normals has all its digits.
   *
   * @param q N(μ₂, σ₂²)
   * @return the divergence in nats, at least 0
   */
  @Override
  public double klDivergence(UnivariateNormal q) {
    double shift = (mean - q.mean) / q.stdDev;
    return scaleDivergence(stdDev, q.stdDev) + 0.5 * shift * shift;
  }

  /**
   * The divergence of two normals with the same mean, ½[v − 1 − log v] with v = (σ₁/σ₂)². With t =
   * σ₁/σ₂ − 1 that is ½t² + [t − log(1 + t)].
   */
  static double scaleDivergence(double stdDev1, double stdDev2) {
    double t = (stdDev1 - stdDev2) / stdDev2;
    return 0.5 * t * t + ItakuraSaito.divergence(stdDev1, stdDev2);
  }
}
