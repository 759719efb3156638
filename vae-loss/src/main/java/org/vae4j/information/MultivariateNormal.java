package org.vae4j.information;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The normal distribution N(mean, Σ) on n dimensions, with a diagonal or a full covariance; the two
 * forms can be compared with each other.
 *
 * <p>Source: T. M. Cover and J. A. Thomas, Elements of information theory, chapter 8.
 */
public final class MultivariateNormal implements Distribution<MultivariateNormal> {

  private final double[] mean;
  private final CholeskyFactor factor;

  private MultivariateNormal(double[] mean, CholeskyFactor factor) {
    this.mean = mean.clone();
    this.factor = factor;
  }

  /**
   * The normal distribution with independent dimensions, Σ = diag(stdDev²): the posterior of a VAE.
   *
   * @param mean μ, [n]
   * @param stdDev σ, [n]
   * @return N(μ, diag σ²)
   * @throws IllegalArgumentException if the lengths differ or are 0, if a mean is not finite, or if
   *     a deviation is not finite and above 0
   */
  public static MultivariateNormal diagonal(double[] mean, double[] stdDev) {
    requireDimensions(mean, "stdDev", stdDev.length);
    for (int i = 0; i < stdDev.length; i++) {
      if (!(stdDev[i] > 0 && stdDev[i] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "stdDev must be finite and above 0, but stdDev[" + i + "] = " + stdDev[i]);
      }
    }
    return new MultivariateNormal(mean, CholeskyFactor.ofStdDev(stdDev));
  }

  /**
   * The normal distribution with a full covariance.
   *
   * @param mean μ, [n]
   * @param covariance Σ, [n][n]
   * @return N(μ, Σ)
   * @throws IllegalArgumentException if the sizes differ or are 0, if a value is not finite, or if
   *     the covariance is not symmetric or not positive definite
   */
  public static MultivariateNormal of(double[] mean, double[][] covariance) {
    requireDimensions(mean, "covariance", covariance.length);
    return new MultivariateNormal(mean, CholeskyFactor.ofCovariance(covariance));
  }

  /**
   * The standard normal distribution N(0, I): the usual prior of a VAE.
   *
   * @param dimension n
   * @return N(0, I) on n dimensions
   * @throws IllegalArgumentException if n {@literal <} 1
   */
  public static MultivariateNormal standard(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, but was " + dimension);
    }
    double[] stdDev = new double[dimension];
    Arrays.fill(stdDev, 1.0);
    return diagonal(new double[dimension], stdDev);
  }

  /**
   * The number of dimensions.
   *
   * @return n ≥ 1
   */
  public int dimension() {
    return mean.length;
  }

  /**
   * The mean.
   *
   * @return a fresh array μ, [n]
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The covariance.
   *
   * @return a fresh matrix Σ, [n][n], rebuilt from its Cholesky factor
   */
  public double[][] covariance() {
    return factor.covariance();
  }

  /**
   * The log-density −½(x−μ)ᵀΣ⁻¹(x−μ) − ½log det Σ − ½n·log 2π.
   *
   * @param x a point, [n]
   * @return the log-density at x in nats
   * @throws IllegalArgumentException if x has another number of dimensions
   */
  public double logDensity(double[] x) {
    requireSameDimension("x", x.length);
    return -0.5 * squaredNorm(factor.solve(difference(x, mean)))
        - factor.logDeterminant()
        - 0.5 * dimension() * UnivariateNormal.LOG_TWO_PI;
  }

  /**
   * Draws a point: μ + L·ε with Σ = L·Lᵀ and ε ~ N(0, I).
   *
   * @param random where ε comes from
   * @return a draw, [n]
   */
  public double[] sample(RandomGenerator random) {
    double[] epsilon = new double[dimension()];
    Arrays.setAll(epsilon, i -> random.nextGaussian());
    double[] draw = factor.times(epsilon);
    Arrays.setAll(draw, i -> mean[i] + draw[i]);
    return draw;
  }

  /**
   * The differential entropy ½n·log(2πe) + ½log det Σ.
   *
   * @return the entropy in nats
   */
  @Override
  public double entropy() {
    return 0.5 * dimension() * (UnivariateNormal.LOG_TWO_PI + 1) + factor.logDeterminant();
  }

  /**
   * H(p,q) = ½[n·log 2π + log det Σ₂ + tr(Σ₂⁻¹Σ₁) + (μ₁−μ₂)ᵀΣ₂⁻¹(μ₁−μ₂)].
   *
   * @param q N(μ₂, Σ₂)
   * @return the cross-entropy in nats
   * @throws IllegalArgumentException if q has another number of dimensions
   */
  @Override
  public double crossEntropy(MultivariateNormal q) {
    requireSameDimension("q", q.dimension());
    CholeskyFactor ratio = q.factor.solve(factor);
    CompensatedSum trace = new CompensatedSum();
    trace.add(ratio.squaresBelow());
    for (int i = 0; i < dimension(); i++) {
      trace.add(ratio.diagonal(i) * ratio.diagonal(i));
    }
    return 0.5 * dimension() * UnivariateNormal.LOG_TWO_PI
        + q.factor.logDeterminant()
        + 0.5 * (trace.value() + squaredShift(q));
  }

  /**
   * D(p‖q) = ½[tr(Σ₂⁻¹Σ₁) − n − log(det Σ₁/det Σ₂) + (μ₁−μ₂)ᵀΣ₂⁻¹(μ₁−μ₂)].
   *
   * <p>With Σ = L·Lᵀ and M = L₂⁻¹L₁ the trace is the sum of the squares of M, and the determinants
   * are products of diagonals: what remains is a univariate divergence per dimension and squares,
   * none of them negative.
   *
   * @param q N(μ₂, Σ₂)
   * @return the divergence in nats, at least 0
   * @throws IllegalArgumentException if q has another number of dimensions
   */
  @Override
  public double klDivergence(MultivariateNormal q) {
    requireSameDimension("q", q.dimension());
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < dimension(); i++) {
      sum.add(UnivariateNormal.scaleDivergence(factor.diagonal(i), q.factor.diagonal(i)));
    }
    sum.add(0.5 * q.factor.solve(factor).squaresBelow());
    sum.add(0.5 * squaredShift(q));
    return sum.value();
  }

  /** (μ₁−μ₂)ᵀΣ₂⁻¹(μ₁−μ₂). */
  private double squaredShift(MultivariateNormal q) {
    return squaredNorm(q.factor.solve(difference(mean, q.mean)));
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static double squaredNorm(double[] x) {
    CompensatedSum sum = new CompensatedSum();
    for (double value : x) {
      sum.add(value * value);
    }
    return sum.value();
  }

  private void requireSameDimension(String name, int dimension) {
    if (dimension != dimension()) {
      throw new IllegalArgumentException(
          "%s must have %d dimensions, but has %d".formatted(name, dimension(), dimension));
    }
  }

  private static void requireDimensions(double[] mean, String scale, int size) {
    if (mean.length < 1 || mean.length != size) {
      throw new IllegalArgumentException(
          "mean and %s must have the same size of at least 1, but have %d and %d"
              .formatted(scale, mean.length, size));
    }
    for (int i = 0; i < mean.length; i++) {
      if (!Double.isFinite(mean[i])) {
        throw new IllegalArgumentException("mean must be finite, but mean[" + i + "] = " + mean[i]);
      }
    }
  }
}
