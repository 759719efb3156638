package org.vae4j.information;

/**
 * A running sum whose rounding errors are collected and added at the end (Neumaier 1974): the
 * result is as good as if the terms had been added in twice the precision. Infinite terms give an
 * infinite sum.
 */
final class CompensatedSum {
  private double sum;
  private double lost;

  static double of(double... terms) {
    CompensatedSum sum = new CompensatedSum();
    for (double term : terms) {
      sum.add(term);
    }
    return sum.value();
  }

  void add(double term) {
    double next = sum + term;
    // An infinite sum has lost nothing; ∞ − ∞ would turn it into NaN.
    if (Double.isFinite(next)) {
      lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    }
    sum = next;
  }

  double value() {
    return sum + lost;
  }
}
