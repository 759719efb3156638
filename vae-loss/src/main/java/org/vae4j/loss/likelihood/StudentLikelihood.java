package org.vae4j.loss.likelihood;

import java.util.Objects;
import java.util.SortedMap;
import org.apache.commons.math3.special.Gamma;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Features with heavy tails: Student's t, whose location μ, width v and degrees of freedom the
 * decoder gives, three parameters a feature, {@code [location | logVariance | logFreedom]}:
 *
 * <pre>
 * s² = exp(v) + s₀²        ν = 2 + exp(k)        u² = (x − μ)² / s²
 * −log p(x | z) = log Γ(ν/2) − log Γ((ν+1)/2) + ½ log νπ + ½ log s² + ½ (ν+1) log(1 + u²/ν)
 * </pre>
 *
 * ν is above 2, so that the variance is finite. A few values that lie far out hardly move it, where
 * they would rule a Gaussian.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1989.10478852">Lange, Little &amp; Taylor 1989</a>
 */
public final class StudentLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;

  /** Beyond e¹⁴ it is a Gaussian to six digits, and differences of log Γ lose theirs. */
  private static final double LARGEST_LOG_FREEDOM = 14;

  private final GaussianWidth width;
  private final Noise noise;

  /** Without a least width. */
  public StudentLikelihood() {
    this(0, Noise.BY_Z);
  }

  /**
   * With a least width.
   *
   * @param leastScale s₀, 0 for none
   * @param noise whether the width depends on z
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public StudentLikelihood(
      @JsonProperty("leastScale") double leastScale, @JsonProperty("noise") Noise noise) {
    this.width = new GaussianWidth(leastScale);
    this.noise = Objects.requireNonNullElse(noise, Noise.BY_Z);
  }

  /** s₀. */
  public double getLeastScale() {
    return width.least();
  }

  /** Whether the width depends on z. */
  public Noise getNoise() {
    return noise;
  }

  @Override
  public SortedMap<Integer, Double> constants(int features) {
    return noise.places(features, 3 * features, 0);
  }

  @Override
  public String name() {
    return "StudentLikelihood";
  }

  @Override
  protected int parametersPerFeature() {
    return 3;
  }

  @Override
  protected double negativeLogProbability(double x, double[] parameters, double[] gradient) {
    double distance = x - parameters[0];
    double precision = width.precision(parameters[1]);
    double squared = distance * distance * precision;
    double freedom = freedom(parameters);
    double pull = (freedom + 1) / (freedom + squared);
    double logTail = Math.log1p(squared / freedom);
    gradient[0] = -pull * distance * precision;
    gradient[1] = 0.5 * width.slope(parameters[1]) * (1 - pull * squared);
    double byFreedom =
        0.5
            * (Gamma.digamma(0.5 * freedom)
                - Gamma.digamma(0.5 * (freedom + 1))
                + 1 / freedom
                + logTail
                - pull * squared / freedom);
    gradient[2] = parameters[2] > LARGEST_LOG_FREEDOM ? 0 : (freedom - 2) * byFreedom;
    return Gamma.logGamma(0.5 * freedom)
        - Gamma.logGamma(0.5 * (freedom + 1))
        + 0.5
            * (Math.log(freedom * Math.PI)
                + width.logVariance(parameters[1])
                + (freedom + 1) * logTail);
  }

  private static double freedom(double[] parameters) {
    return 2 + Math.exp(Math.min(LARGEST_LOG_FREEDOM, parameters[2]));
  }

  @Override
  protected double mean(double[] parameters) {
    return parameters[0];
  }

  @Override
  protected double sample(double[] parameters, Random random) {
    double freedom = freedom(parameters);
    double chiSquared = 2 * GammaDraw.of(0.5 * freedom, random);
    return parameters[0]
        + width.stdDev(parameters[1]) * random.nextGaussian() / Math.sqrt(chiSquared / freedom);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StudentLikelihood that
        && width.equals(that.width)
        && noise == that.noise;
  }

  @Override
  public int hashCode() {
    return Objects.hash(3, width, noise);
  }
}
