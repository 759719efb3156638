package org.vae4j.loss.likelihood;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.vae4j.loss.LabelDomain;

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
  public boolean isDensity() {
    return false;
  }

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
  public LabelDomain domain(int feature) {
    return LabelDomain.UNIT_INTERVAL;
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
    int count = logits.length;
    float[] value = new float[count];
    CrossEntropyKernel.FASTEST.evaluate(x, logits, value, gradient, count);
    for (int j = 0; j < count; j++) {
      value[j] *= weights[j];
      gradient[j] *= weights[j];
    }
    return sum(value);
  }

  /** In double and in four parts, which a processor adds up side by side. */
  private static double sum(float[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 3 < values.length; j += 4) {
      a += values[j];
      b += values[j + 1];
      c += values[j + 2];
      d += values[j + 3];
    }
    for (; j < values.length; j++) {
      a += values[j];
    }
    return (a + b) + (c + d);
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
