package org.vae4j.information;

/**
 * The contribution of one outcome to D(p‖q): p·log(p/q) − p + q.
 *
 * <p>The last two parts cancel in the sum over all outcomes, because both distributions sum to 1.
 * With them every term is at least 0, and 0 only if p = q; without them small divergences drown in
 * the rounding of large terms.
 */
final class KlTerm {

  private KlTerm() {}

  /** The term of two weights ≥ 0: q if p = 0, +∞ if q = 0 {@literal <} p. */
  static double of(double p, double q) {
    if (p == 0) {
      return q;
    }
    if (q == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double gap = ItakuraSaito.divergence(q, p);
    // If q/p overflows, p·log(p/q) − p is too small to change q.
    return Double.isInfinite(gap) ? q : p * gap;
  }
}
