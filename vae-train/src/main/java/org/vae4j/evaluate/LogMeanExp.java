package org.vae4j.evaluate;

/**
 * log of the mean of numbers that are known by their logarithms, one after the other: the largest
 * is factored out, so that nothing overflows and the largest never underflows.
 */
final class LogMeanExp {
  private double largest = Double.NEGATIVE_INFINITY;
  private double sum;
  private double squares;
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
      double shrink = Math.exp(largest - logarithm);
      sum = sum * shrink + 1;
      squares = squares * shrink * shrink + 1;
      largest = logarithm;
    } else {
      double number = Math.exp(logarithm - largest);
      sum += number;
      squares += number * number;
    }
  }

  /**
   * How many equal numbers would be worth as much: the squared sum over the sum of squares, from 1
   * to how many there were; NaN if all were 0.
   */
  double effectiveCount() {
    return sum * sum / squares;
  }

  /** The logarithm of the mean so far; −∞ if all numbers were 0, NaN if there was none. */
  double value() {
    if (count > 0 && largest == Double.NEGATIVE_INFINITY && sum == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return largest + Math.log(sum / count);
  }
}
