package org.vae4j.information;

import java.util.List;

/**
 * One piece of an integral.
 *
 * @param from lower end of u
 * @param to upper end of u
 * @param value the integral over the piece
 * @param truncation bound of the rule's own error
 * @param rounding bound of what rounding does to the value
 */
record Panel(double from, double to, double value, double truncation, double rounding) {

  /** A piece narrower than this many steps between doubles is not cut again: nodes would meet. */
  private static final double FEWEST_STEPS = 1024;

  /** Applies the Gauss–Kronrod pair to [from, to]. */
  static Panel of(Integrand integrand, Domain domain, double from, double to) {
    double centre = from + 0.5 * (to - from);
    double half = 0.5 * (to - from);
    double kronrod = 0;
    double gauss = 0;
    double noise = 0;
    double displacement = 0;
    double previous = Double.NaN;
    for (int i = 0; i < GaussKronrod.size(); i++) {
      double u = centre + half * GaussKronrod.node(i);
      double slope = domain.slope(u);
      Estimate f = integrand.at(domain.x(u));
      double g = f.value() * slope;
      kronrod += GaussKronrod.kronrodWeight(i) * g;
      gauss += GaussKronrod.gaussWeight(i) * g;
      noise += GaussKronrod.kronrodWeight(i) * slope * f.error();
      if (i > 0) {
        displacement += Math.abs(f.value() - previous) * nodeError(domain, u, slope);
      }
      previous = f.value();
    }
    double truncation = Math.abs(kronrod - gauss) * half;
    return new Panel(from, to, kronrod * half, truncation, noise * half + displacement);
  }

  /**
   * How far a node may lie from where the rule wants it, in x. The weight of that is the variation
   * of the integrand: all that matters for a peak at 1000 that is 0.001 wide.
   */
  private static double nodeError(Domain domain, double u, double slope) {
    double largest = Math.max(Math.abs(domain.from()), Math.abs(domain.to()));
    return Math.ulp(domain.x(u)) + slope * Math.ulp(Math.min(largest, 1 + Math.abs(u)));
  }

  double middle() {
    return from + 0.5 * (to - from);
  }

  boolean canHalve() {
    return to - from > FEWEST_STEPS * Math.ulp(Math.max(Math.abs(from), Math.abs(to)));
  }

  /**
   * The two halves. Both rules can agree on a panel by accident, where a kink lies just so; what
   * the halves sum to shows it, and they inherit the difference.
   */
  List<Panel> halves(Integrand integrand, Domain domain) {
    double middle = middle();
    Panel left = of(integrand, domain, from, middle);
    Panel right = of(integrand, domain, middle, to);
    double surprise = 0.5 * Math.abs(value - left.value - right.value);
    return List.of(left.withTruncation(surprise), right.withTruncation(surprise));
  }

  private Panel withTruncation(double atLeast) {
    return new Panel(from, to, value, Math.max(truncation, atLeast), rounding);
  }
}
