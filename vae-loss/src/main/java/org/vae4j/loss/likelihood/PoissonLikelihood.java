package org.vae4j.loss.likelihood;

import org.apache.commons.math3.special.Gamma;
import org.nd4j.linalg.api.rng.Random;
import org.vae4j.loss.LabelDomain;

/**
 * Counts from log-rates r = log λ:
 *
 * <pre>
 * −log p(x | z) = exp(r) − x·r + log x!        gradient exp(r) − x
 * </pre>
 */
public final class PoissonLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;

  /** Above it counting takes too long, and a rounded normal is off by less than 1 % of σ. */
  private static final double LARGE_RATE = 1e5;

  @Override
  public boolean isDensity() {
    return false;
  }

  @Override
  public String name() {
    return "PoissonLikelihood";
  }

  @Override
  protected int parametersPerFeature() {
    return 1;
  }

  @Override
  public LabelDomain domain(int feature) {
    return LabelDomain.COUNTS;
  }

  @Override
  protected double negativeLogProbability(double x, double[] parameters, double[] gradient) {
    double logRate = parameters[0];
    double rate = Math.exp(logRate);
    gradient[0] = rate - x;
    return rate - x * logRate + Gamma.logGamma(x + 1);
  }

  @Override
  protected double mean(double[] parameters) {
    return Math.exp(parameters[0]);
  }

  @Override
  protected double sample(double[] parameters, Random random) {
    return draw(Math.exp(parameters[0]), random);
  }

  /** By counting events whose times apart are exponential; a normal for very large rates. */
  static double draw(double rate, Random random) {
    if (rate > LARGE_RATE) {
      return Math.max(0, Math.rint(rate + Math.sqrt(rate) * random.nextGaussian()));
    }
    if (Double.isNaN(rate)) {
      return rate;
    }
    double count = -1;
    double time = 0;
    while (time <= rate) {
      time -= Math.log1p(-random.nextDouble());
      count++;
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PoissonLikelihood;
  }

  @Override
  public int hashCode() {
    return PoissonLikelihood.class.hashCode();
  }
}
