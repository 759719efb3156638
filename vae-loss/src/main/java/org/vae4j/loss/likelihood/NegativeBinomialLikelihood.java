package org.vae4j.loss.likelihood;

import java.util.Objects;
import java.util.SortedMap;
import org.apache.commons.math3.special.Gamma;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.vae4j.loss.LabelDomain;

/**
 * Counts whose variance exceeds their mean: a Poisson variable whose rate is itself gamma
 * distributed. The decoder gives the log-mean m = log μ and the log-size s = log r of each feature,
 * {@code [logMean | logSize]}; the variance is μ + μ² / r, and with a large r that of a Poisson
 * variable:
 *
 * <pre>
 * −log p(x | z) = log Γ(r) + log x! − log Γ(x + r) + (x + r) log(r + μ) − r s − x m
 * by m: r (μ − x) / (r + μ)
 * by s: r [ ψ(r) − ψ(x + r) + log(r + μ) − s − 1 + (x + r) / (r + μ) ]
 * </pre>
 *
 * @see <a href="https://doi.org/10.1038/s41592-018-0229-2">Lopez et al. 2018, scVI</a>
 */
public final class NegativeBinomialLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;

  /** Beyond e¹⁶ it is a Poisson variable to seven digits, and differences of log Γ lose theirs. */
  private static final double LARGEST_LOG_SIZE = 16;

  private final Noise noise;

  /** Whose size the decoder gives. */
  public NegativeBinomialLikelihood() {
    this(Noise.BY_Z);
  }

  /**
   * With a say in whether the size is a constant of each feature.
   *
   * @param noise whether the size depends on z
   */
  public NegativeBinomialLikelihood(@JsonProperty("noise") Noise noise) {
    this.noise = Objects.requireNonNullElse(noise, Noise.BY_Z);
  }

  /** Whether the size depends on z. */
  public Noise getNoise() {
    return noise;
  }

  @Override
  public SortedMap<Integer, Double> constants(int features) {
    return noise.places(features, 2 * features, 0);
  }

  @Override
  public boolean isDensity() {
    return false;
  }

  @Override
  public String name() {
    return "NegativeBinomialLikelihood";
  }

  @Override
  protected int parametersPerFeature() {
    return 2;
  }

  @Override
  public LabelDomain domain(int feature) {
    return LabelDomain.COUNTS;
  }

  @Override
  protected double negativeLogProbability(double x, double[] parameters, double[] gradient) {
    double logMean = parameters[0];
    double logSize = logSize(parameters);
    double mean = Math.exp(logMean);
    double size = Math.exp(logSize);
    double logSum = Math.log(size + mean);
    double share = (x + size) / (size + mean);
    gradient[0] = size * (mean - x) / (size + mean);
    gradient[1] =
        parameters[1] > LARGEST_LOG_SIZE
            ? 0
            : size * (Gamma.digamma(size) - Gamma.digamma(x + size) + logSum - logSize - 1 + share);
    return Gamma.logGamma(size)
        + Gamma.logGamma(x + 1)
        - Gamma.logGamma(x + size)
        + (x + size) * logSum
        - size * logSize
        - x * logMean;
  }

  private static double logSize(double[] parameters) {
    return Math.min(LARGEST_LOG_SIZE, parameters[1]);
  }

  @Override
  protected double mean(double[] parameters) {
    return Math.exp(parameters[0]);
  }

  @Override
  protected double sample(double[] parameters, Random random) {
    double size = Math.exp(logSize(parameters));
    if (!Double.isFinite(parameters[0] + size) || size == 0) {
      return Double.NaN;
    }
    return PoissonLikelihood.draw(
        Math.exp(parameters[0]) / size * GammaDraw.of(size, random), random);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NegativeBinomialLikelihood that && noise == that.noise;
  }

  @Override
  public int hashCode() {
    return Objects.hash(5, noise);
  }
}
