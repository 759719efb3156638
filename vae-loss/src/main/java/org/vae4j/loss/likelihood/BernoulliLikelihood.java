package org.vae4j.loss.likelihood;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Independent Bernoulli features from logits l = log(p / (1 − p)), one parameter a feature:
 *
 * <pre>
 * −log p(x | z) = max(l, 0) − l·x + log1p(exp(−|l|))        gradient σ(l) − x
 * </pre>
 *
 * <p>For x in {0, 1} this is the Bernoulli's negative log-probability. For x in [0, 1], grey pixels
 * for instance, it is the cross-entropy H(x, σ(l)) in nats: a good loss, but no density of x.
 * Nothing is clipped: a saturated wrong pixel (l = 100, x = 0) costs 100 nats and pulls with
 * gradient 1.
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, appendix C.1</a>
 */
public final class BernoulliLikelihood extends Likelihood {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "BernoulliLikelihood";
  }

  @Override
  public long parameterCount(long features) {
    return features;
  }

  @Override
  public long featureCount(long parameters) {
    return parameters;
  }

  /** σ(l). */
  @Override
  public INDArray mean(INDArray parameters) {
    return Transforms.sigmoid(parameters, true);
  }

  /** 0 or 1. */
  @Override
  public INDArray sample(INDArray parameters, Random random) {
    INDArray probability = mean(asFloating(parameters));
    // Drawn in the type of the comparison: a cast could round a draw up to 1, which is never < 1.
    INDArray uniform =
        Nd4j.rand(
            Nd4j.createUninitialized(probability.dataType(), probability.shape(), 'c'), random);
    return uniform.lt(probability).castTo(parameters.dataType());
  }

  @Override
  protected double negativeLogLikelihood(
      double[] x, double[] logits, double[] weights, double[] gradient) {
    double sum = 0;
    for (int j = 0; j < logits.length; j++) {
      double logit = logits[j];
      double e = Math.exp(-Math.abs(logit));
      double value = Math.max(logit, 0) - logit * x[j] + Math.log1p(e);
      double probability = (logit >= 0 ? 1 : e) / (1 + e);
      sum += weights[j] * value;
      gradient[j] = weights[j] * (probability - x[j]);
    }
    return sum;
  }

  @Override
  protected double negativeLogLikelihood(
      float[] x, float[] logits, float[] weights, float[] gradient) {
    double sum = 0;
    for (int j = 0; j < logits.length; j++) {
      float logit = logits[j];
      float e = FloatMath.expOfNonPositive(-Math.abs(logit));
      float value = Math.max(logit, 0) - logit * x[j] + FloatMath.log1pOfUnit(e);
      float probability = (logit >= 0 ? 1 : e) / (1 + e);
      sum += weights[j] * value;
      gradient[j] = weights[j] * (probability - x[j]);
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BernoulliLikelihood;
  }

  @Override
  public int hashCode() {
    return BernoulliLikelihood.class.hashCode();
  }
}
