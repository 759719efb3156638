package org.vae4j.loss.likelihood;

import java.util.Objects;
import java.util.SortedMap;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gaussian features whose mean μ and log-variance v = log σ² the decoder gives, two parameters a
 * feature, {@code [mean | logVariance]}:
 *
 * <pre>
 * −log p(x | z) = ½ [ log 2π + v + (x − μ)² exp(−v) ]
 * by μ: (μ − x) exp(−v)        by v: ½ [ 1 − (x − μ)² exp(−v) ]
 * </pre>
 *
 * <p>Where x does not change, the density of a Gaussian has no bound. A least deviation s₀ gives it
 * one: then σ² = exp(v) + s₀².
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, appendix C.2</a>
 */
public final class LearnedVarianceGaussianLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;

  private final GaussianWidth width;
  private final Noise noise;

  /** Without a least deviation. */
  public LearnedVarianceGaussianLikelihood() {
    this(0, Noise.BY_Z);
  }

  /**
   * With a least deviation.
   *
   * @param leastStdDev s₀, 0 for none
   * @param noise whether the width depends on z
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public LearnedVarianceGaussianLikelihood(
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
    return noise.places(features, 2 * features, 0);
  }

  @Override
  public String name() {
    return "LearnedVarianceGaussianLikelihood";
  }

  @Override
  protected int parametersPerFeature() {
    return 2;
  }

  @Override
  protected double negativeLogProbability(double x, double[] parameters, double[] gradient) {
    double distance = x - parameters[0];
    double precision = width.precision(parameters[1]);
    gradient[0] = -distance * precision;
    gradient[1] = 0.5 * width.slope(parameters[1]) * (1 - distance * distance * precision);
    return GaussianLikelihood.HALF_LOG_TWO_PI
        + 0.5 * (width.logVariance(parameters[1]) + distance * distance * precision);
  }

  @Override
  protected double mean(double[] parameters) {
    return parameters[0];
  }

  @Override
  protected double sample(double[] parameters, Random random) {
    return parameters[0] + width.stdDev(parameters[1]) * random.nextGaussian();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LearnedVarianceGaussianLikelihood that
        && width.equals(that.width)
        && noise == that.noise;
  }

  @Override
  public int hashCode() {
    return Objects.hash(width, noise);
  }
}
