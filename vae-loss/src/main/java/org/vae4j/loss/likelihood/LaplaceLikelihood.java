package org.vae4j.loss.likelihood;

import java.util.Objects;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Laplace features of one fixed scale b; the decoder gives the mean μ:
 *
 * <pre>
 * −log p(x | z) = log 2b + |x − μ| / b        gradient sign(μ − x) / b
 * </pre>
 */
public final class LaplaceLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;

  private final double scale;

  /** Unit scale: the absolute error, and a constant. */
  public LaplaceLikelihood() {
    this(1);
  }

  /**
   * A Laplace distribution of the given scale.
   *
   * @param scale b
   * @throws IllegalArgumentException if it is not a positive finite number
   */
  public LaplaceLikelihood(@JsonProperty("scale") double scale) {
    this.scale = Scale.require("scale", scale);
  }

  /** b. */
  public double getScale() {
    return scale;
  }

  @Override
  public String name() {
    return "LaplaceLikelihood";
  }

  @Override
  protected int parametersPerFeature() {
    return 1;
  }

  @Override
  protected double negativeLogProbability(double x, double[] parameters, double[] gradient) {
    double distance = parameters[0] - x;
    gradient[0] = Math.signum(distance) / scale;
    return Math.log(2 * scale) + Math.abs(distance) / scale;
  }

  @Override
  protected double mean(double[] parameters) {
    return parameters[0];
  }

  /** By inversion: u uniform on (−½, ½), x = μ − b sign(u) log(1 − 2|u|). */
  @Override
  protected double sample(double[] parameters, Random random) {
    double u = random.nextDouble() - 0.5;
    return parameters[0] - scale * Math.signum(u) * Math.log1p(-2 * Math.abs(u));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LaplaceLikelihood that && scale == that.scale;
  }

  @Override
  public int hashCode() {
    return Objects.hash(LaplaceLikelihood.class, scale);
  }
}
