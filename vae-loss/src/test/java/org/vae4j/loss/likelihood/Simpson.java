package org.vae4j.loss.likelihood;

import java.util.function.DoubleUnaryOperator;

/** Simpson's rule: a quadrature plain enough to be trusted. */
final class Simpson {
  private Simpson() {}

  /**
   * ∫ f from a to b.
   *
   * @param intervals an even number
   */
  static double integral(DoubleUnaryOperator f, double from, double to, int intervals) {
    double h = (to - from) / intervals;
    double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
    for (int k = 1; k < intervals; k++) {
      sum += (k % 2 == 0 ? 2 : 4) * f.applyAsDouble(from + k * h);
    }
    return sum * h / 3;
  }
}
