package org.vae4j.loss.likelihood;

/** The {@link CrossEntropyKernel} in plain Java. */
final class ScalarCrossEntropy implements CrossEntropyKernel {
  @Override
  public void evaluate(float[] x, float[] logits, float[] value, float[] gradient, int count) {
    evaluate(x, logits, value, gradient, 0, count);
  }

  static void evaluate(
      float[] x, float[] logits, float[] value, float[] gradient, int from, int to) {
    for (int j = from; j < to; j++) {
      float logit = logits[j];
      float e = FloatMath.expOfNonPositive(-Math.abs(logit));
      value[j] = Math.max(logit, 0) - logit * x[j] + FloatMath.log1pOfUnit(e);
      gradient[j] = (logit >= 0 ? 1 : e) / (1 + e) - x[j];
    }
  }
}
