package org.vae4j.loss.likelihood;

import org.nd4j.linalg.api.rng.Random;
import org.vae4j.loss.LabelDomain;

/**
 * The continuous Bernoulli: a density on [0, 1] from logits l, for grey pixels:
 *
 * <pre>
 * p(x | z) = exp(l·x) · l / (exp(l) − 1)
 * −log p(x | z) = A(l) − l·x,   A(l) = log((exp(l) − 1) / l) = l/2 + log sinhc(l/2)
 * mean = A′(l) = 1 / (1 − exp(−l)) − 1/l        gradient A′(l) − x
 * </pre>
 *
 * <p>With λ = σ(l) this is C(λ) λˣ (1 − λ)¹⁻ˣ. Both A and A′ are 0/0 at λ = ½; near it they are
 * summed as series.
 *
 * @see <a href="https://arxiv.org/abs/1907.06845">Loaiza-Ganem &amp; Cunningham 2019</a>
 */
public final class ContinuousBernoulliLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;

  /** Below it, in half the logit, the series are exact to double: their next terms are 1e-15. */
  private static final double SERIES_BELOW = 0.1;

  @Override
  public String name() {
    return "ContinuousBernoulliLikelihood";
  }

  @Override
  protected int parametersPerFeature() {
    return 1;
  }

  @Override
  public LabelDomain domain(int feature) {
    return LabelDomain.UNIT_INTERVAL;
  }

  @Override
  protected double negativeLogProbability(double x, double[] parameters, double[] gradient) {
    double logit = parameters[0];
    gradient[0] = mean(logit) - x;
    return logSinhc(logit / 2) + logit * (0.5 - x);
  }

  @Override
  protected double mean(double[] parameters) {
    return mean(parameters[0]);
  }

  /** By inversion of the distribution function (exp(l·x) − 1) / (exp(l) − 1). */
  @Override
  protected double sample(double[] parameters, Random random) {
    double u = random.nextDouble();
    double logit = parameters[0];
    if (Math.abs(logit) < 1e-6) {
      return u + 0.5 * logit * u * (1 - u);
    }
    return logit > 0
        ? 1 + Math.log(u + (1 - u) * Math.exp(-logit)) / logit
        : Math.log1p(u * Math.expm1(logit)) / logit;
  }

  private static double mean(double logit) {
    return 0.5 + 0.5 * langevin(logit / 2);
  }

  /** log(sinh(h) / h). */
  private static double logSinhc(double h) {
    double a = Math.abs(h);
    if (a < SERIES_BELOW) {
      double t = h * h;
      return t * (1 / 6.0 + t * (-1 / 180.0 + t * (1 / 2835.0 + t * (-1 / 37800.0))));
    }
    return a + Math.log1p(-Math.exp(-2 * a)) - Math.log(2 * a);
  }

  /** coth(h) − 1/h, the derivative of {@link #logSinhc}. */
  private static double langevin(double h) {
    if (Math.abs(h) < SERIES_BELOW) {
      double t = h * h;
      return h
          * (1 / 3.0 + t * (-1 / 45.0 + t * (2 / 945.0 + t * (-1 / 4725.0 + t * (2 / 93555.0)))));
    }
    return 1 / Math.tanh(h) - 1 / h;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContinuousBernoulliLikelihood;
  }

  @Override
  public int hashCode() {
    return ContinuousBernoulliLikelihood.class.hashCode();
  }
}
