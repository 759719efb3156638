package org.vae4j.loss.likelihood;

import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gaussian features with a mean each and one log-variance v for all of them, D + 1 parameters,
 * {@code [mean₁ … mean_D | logVariance]}:
 *
 * <pre>
 * −log p(x | z) = ½ Σⱼ [ log 2π + v + (xⱼ − μⱼ)² exp(−v) ]
 * </pre>
 *
 * <p>With a least deviation s₀ the variance is exp(v) + s₀² in place of exp(v), so that constants
 * do not make the density unbounded.
 *
 * <p>The one width weighs reconstruction against KL by what the data asks for.
 *
 * @see <a href="https://arxiv.org/abs/2006.13202">Rybkin et al. 2021, the σ-VAE</a>
 */
public final class SharedVarianceGaussianLikelihood extends Likelihood {
  private static final long serialVersionUID = 1;

  /** Of pixels in [0, 1], whose deviation is about e^(-3/2) before anything is learned. */
  private static final double PIXELS_START = -3;

  private final GaussianWidth width;
  private final Noise noise;

  /** Without a least deviation. */
  public SharedVarianceGaussianLikelihood() {
    this(0, Noise.BY_Z);
  }

  /**
   * With a least deviation.
   *
   * @param leastStdDev s₀, 0 for none
   * @param noise whether the width depends on z
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public SharedVarianceGaussianLikelihood(
      @JsonProperty("leastStdDev") double leastStdDev, @JsonProperty("noise") Noise noise) {
    this.width = new GaussianWidth(leastStdDev);
    this.noise = Objects.requireNonNullElse(noise, Noise.BY_Z);
  }

  /** s₀. */
  public double getLeastStdDev() {
    return width.least();
  }

  /** Whether the width depends on z. */
  public Noise getNoise() {
    return noise;
  }

  @Override
  public SortedMap<Integer, Double> constants(int features) {
    return noise.places(features, features + 1, PIXELS_START);
  }

  @Override
  public String name() {
    return "SharedVarianceGaussianLikelihood";
  }

  @Override
  public long parameterCount(long features) {
    return features + 1;
  }

  @Override
  public long featureCount(long parameters) {
    if (parameters < 2) {
      throw new IllegalArgumentException(
          name() + ": expected at least 2 decoder outputs, got " + parameters);
    }
    return parameters - 1;
  }

  @Override
  protected double negativeLogLikelihood(
      double[] x, double[] parameters, double[] weights, double[] gradient) {
    double logVariance = width.logVariance(parameters[x.length]);
    double precision = width.precision(parameters[x.length]);
    double slope = width.slope(parameters[x.length]);
    double sum = 0;
    double byLogVariance = 0;
    for (int j = 0; j < x.length; j++) {
      double distance = x[j] - parameters[j];
      double squared = distance * distance * precision;
      sum += weights[j] * (GaussianLikelihood.HALF_LOG_TWO_PI + 0.5 * (logVariance + squared));
      gradient[j] = -weights[j] * distance * precision;
      byLogVariance += weights[j] * 0.5 * slope * (1 - squared);
    }
    gradient[x.length] = byLogVariance;
    return sum;
  }

  @Override
  public INDArray mean(INDArray parameters) {
    return means(parameters).dup();
  }

  @Override
  public INDArray sample(INDArray parameters, Random random) {
    long features = featureCount(parameters.size(1));
    INDArray stdDev =
        parameters.get(NDArrayIndex.all(), NDArrayIndex.interval(features, features + 1)).dup();
    for (long i = 0; i < stdDev.length(); i++) {
      stdDev.putScalar(i, width.stdDev(stdDev.getDouble(i)));
    }
    double[] noise = new double[Math.toIntExact(parameters.size(0) * features)];
    Arrays.setAll(noise, i -> random.nextGaussian());
    return Nd4j.createFromArray(noise)
        .reshape(parameters.size(0), features)
        .castTo(parameters.dataType())
        .muliColumnVector(stdDev)
        .addi(means(parameters));
  }

  private INDArray means(INDArray parameters) {
    return parameters.get(
        NDArrayIndex.all(), NDArrayIndex.interval(0, featureCount(parameters.size(1))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharedVarianceGaussianLikelihood that
        && width.equals(that.width)
        && noise == that.noise;
  }

  @Override
  public int hashCode() {
    return Objects.hash(width, noise);
  }
}
