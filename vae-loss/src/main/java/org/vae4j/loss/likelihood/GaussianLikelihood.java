package org.vae4j.loss.likelihood;

import java.util.Objects;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gaussian features of one fixed width s; the decoder gives the mean μ:
 *
 * <pre>
 * −log p(x | z) = ½ log 2π + log s + (x − μ)² / 2s²        gradient (μ − x) / s²
 * </pre>
 *
 * @see LearnedVarianceGaussianLikelihood
 */
public final class GaussianLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;
  static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final double stdDev;

  /** Unit variance: half the squared error, and a constant. */
  public GaussianLikelihood() {
    this(1);
  }

  /**
   * A Gaussian of the given width.
   *
   * @param stdDev s
   * @throws IllegalArgumentException if it is not a positive finite number
   */
  public GaussianLikelihood(@JsonProperty("stdDev") double stdDev) {
    this.stdDev = Scale.require("stdDev", stdDev);
  }

  /** s. */
  public double getStdDev() {
    return stdDev;
  }

  @Override
  public String name() {
    return "GaussianLikelihood";
  }

  @Override
  protected int parametersPerFeature() {
    return 1;
  }

  @Override
  protected double negativeLogProbability(double x, double[] parameters, double[] gradient) {
    double standardised = (x - parameters[0]) / stdDev;
    gradient[0] = -standardised / stdDev;
    return HALF_LOG_TWO_PI + Math.log(stdDev) + 0.5 * standardised * standardised;
  }

  @Override
  protected double mean(double[] parameters) {
    return parameters[0];
  }

  @Override
  protected double sample(double[] parameters, Random random) {
    return parameters[0] + stdDev * random.nextGaussian();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GaussianLikelihood that && stdDev == that.stdDev;
  }

  @Override
  public int hashCode() {
    return Objects.hash(GaussianLikelihood.class, stdDev);
  }
}
