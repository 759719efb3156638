package org.vae4j.information;

/**
 * The Itakura–Saito divergence x/y − 1 − log(x/y) of two positive numbers: how far the logarithm
 * lies below its tangent at 1. It is never negative, and 0 only if x = y.
 *
 * <p>Every closed form of this package is a sum of such gaps and of squares. Computing the gap
 * itself, rather than taking logarithms and differences, is what keeps a small divergence exact.
 */
final class ItakuraSaito {

  /** Relative distance within which the gap is summed as a series: there the plain form cancels. */
  private static final double NEAR = 0.5;

  private ItakuraSaito() {}

  /**
   * The divergence of x from y; +∞ if x/y is beyond the doubles. Both must be positive and finite.
   */
  static double divergence(double x, double y) {
    double excess = (x - y) / y;
    return Math.abs(excess) < NEAR ? gap(excess) : excess - logRatio(x, y);
  }

  /** log(x/y), also where the quotient itself overflows or underflows. */
  static double logRatio(double x, double y) {
    double ratio = x / y;
    boolean exact = ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE;
    return exact ? Math.log(ratio) : Math.log(x) - Math.log(y);
  }

  /**
   * r − log(1 + r) for |r| {@literal <} ½. With s = r/(2 + r), log(1 + r) = 2(s + s³/3 + s⁵/5 + …)
   * and r − 2s = r·s.
   */
  private static double gap(double r) {
    double s = r / (2 + r);
    double square = s * s;
    double tail = 0;
    double power = square;
    for (int odd = 3; power > Math.ulp(tail); odd += 2) {
      tail += power / odd;
      power *= square;
    }
    return r * s - 2 * s * tail;
  }
}
