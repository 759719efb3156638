package org.vae4j.layers.lean;

import org.nd4j.linalg.learning.config.Adam;

/**
 * The constants of one step. What is near 1 is subtracted from 1 in double: in float the error
 * would be a hundred thousandth of 1 − β₂.
 *
 * @param negligible moments below it are as good as zero: far above the denormal numbers, and the
 *     root of such a second moment is lost beside ε
 */
record AdamStep(
    int iteration,
    float beta1,
    float oneMinusBeta1,
    float beta2,
    float oneMinusBeta2,
    float rate,
    float epsilon,
    float negligible) {
  private static final double NEGLIGIBLE = 1e-30;
  private static final double LOST_BESIDE_EPSILON = 1e-7;

  static AdamStep of(Adam adam, int iteration, int epoch) {
    double t = iteration + 1.0;
    double correction =
        Math.sqrt(1 - Math.pow(adam.getBeta2(), t)) / (1 - Math.pow(adam.getBeta1(), t));
    return new AdamStep(
        iteration,
        (float) adam.getBeta1(),
        (float) (1 - adam.getBeta1()),
        (float) adam.getBeta2(),
        (float) (1 - adam.getBeta2()),
        (float) (adam.getLearningRate(iteration, epoch) * correction),
        (float) adam.getEpsilon(),
        (float) Math.min(NEGLIGIBLE, Math.pow(LOST_BESIDE_EPSILON * adam.getEpsilon(), 2)));
  }

  /**
   * The gradient is replaced by the update.
   *
   * @param g gradient
   * @param m first moment
   * @param v second moment
   */
  void apply(float[] g, float[] m, float[] v, int count) {
    // fields in registers: the loop is vectorised
    float b1 = beta1;
    float c1 = oneMinusBeta1;
    float b2 = beta2;
    float c2 = oneMinusBeta2;
    float a = rate;
    float e = epsilon;
    for (int i = 0; i < count; i++) {
      float gradient = g[i];
      float first = b1 * m[i] + c1 * gradient;
      float second = b2 * v[i] + c2 * gradient * gradient;
      m[i] = first;
      v[i] = second;
      g[i] = a * first / ((float) Math.sqrt(second) + e);
    }
  }
}
