package org.vae4j.evaluate;

/**
 * log of the mean of numbers that are known by their logarithms, one after the other: the largest
 * is factored out, so that nothing overflows and the largest never underflows.
 */
final class LogMeanExp {
  private double largest = Double.NEGATIVE_INFINITY;
  private double sum;
  private long count;

  /**
   * Takes one more in.
   *
   * @param logarithm −∞ for the number 0
   */
  void add(double logarithm) {
    count++;
    if (logarithm == Double.NEGATIVE_INFINITY) {
      return;
    }
    if (logarithm > largest) {
      sum = sum * Math.exp(largest - logarithm) + 1;
      largest = logarithm;
    } else {
      sum += Math.exp(logarithm - largest);
    }
  }

  /** The logarithm of the mean so far; −∞ if all numbers were 0, NaN if there was none. */
  double value() {
    if (count > 0 && largest == Double.NEGATIVE_INFINITY && sum == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return largest + Math.log(sum / count);
  }
}
