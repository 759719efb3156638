package org.vae4j.loss.likelihood;

import org.nd4j.linalg.api.rng.Random;

/**
 * Gaussian features whose mean μ and log-variance v = log σ² the decoder gives, two parameters a
 * feature, {@code [mean | logVariance]}:
 *
 * <pre>
 * −log p(x | z) = ½ [ log 2π + v + (x − μ)² exp(−v) ]
 * by μ: (μ − x) exp(−v)        by v: ½ [ 1 − (x − μ)² exp(−v) ]
 * </pre>
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, appendix C.2</a>
 */
public final class LearnedVarianceGaussianLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;

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
    double logVariance = parameters[1];
    double precision = Math.exp(-logVariance);
    gradient[0] = -distance * precision;
    gradient[1] = 0.5 * (1 - distance * distance * precision);
    return GaussianLikelihood.HALF_LOG_TWO_PI
        + 0.5 * (logVariance + distance * distance * precision);
  }

  @Override
  protected double mean(double[] parameters) {
    return parameters[0];
  }

  @Override
  protected double sample(double[] parameters, Random random) {
    return parameters[0] + Math.exp(0.5 * parameters[1]) * random.nextGaussian();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LearnedVarianceGaussianLikelihood;
  }

  @Override
  public int hashCode() {
    return LearnedVarianceGaussianLikelihood.class.hashCode();
  }
}
