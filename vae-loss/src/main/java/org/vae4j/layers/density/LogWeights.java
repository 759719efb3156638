package org.vae4j.layers.density;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** log π of C components: π is positive and sums to 1. */
final class LogWeights {
  private LogWeights() {}

  /** 1/C each. */
  static double[] equal(int count) {
    double[] logWeights = new double[count];
    Arrays.fill(logWeights, -Math.log(count));
    return logWeights;
  }

  /** The logarithm of the softmax of {@code [1, C]} logits. */
  static double[] ofLogits(INDArray logits) {
    double[] values = logits.toDoubleVector();
    double largest = Arrays.stream(values).max().orElseThrow();
    double logSum = largest + Math.log(Arrays.stream(values).map(v -> Math.exp(v - largest)).sum());
    return Arrays.stream(values).map(v -> v - logSum).toArray();
  }

  /** The gradient by the logits from that by log π. */
  static double[] byLogits(double[] logWeights, double[] byLogWeights) {
    double sum = Arrays.stream(byLogWeights).sum();
    double[] gradient = new double[logWeights.length];
    for (int c = 0; c < gradient.length; c++) {
      gradient[c] = byLogWeights[c] - Math.exp(logWeights[c]) * sum;
    }
    return gradient;
  }
}
