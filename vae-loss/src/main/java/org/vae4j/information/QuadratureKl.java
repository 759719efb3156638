package org.vae4j.information;

import java.util.NavigableSet;
import java.util.function.DoubleUnaryOperator;

/**
 * The Kullback–Leibler divergence D(p‖q) = ∫ p(x)·(log p(x) − log q(x)) dx of two densities on the
 * line, by adaptive Gauss–Kronrod quadrature.
 *
 * <p>The densities come as their logarithms in nats, normalised; −∞ says that the density is 0, and
 * a value too low for a double says the same.
 *
 * <p>The error is made of: the difference of the two rules on every panel; the difference from a
 * second integration, whose panels end elsewhere; the rounding of the integrand and of the nodes;
 * and the mass of p that was not seen. To miss a narrow peak of p is no error but a failure: the
 * mass of p is integrated first, on finer and finer panels, and a p of which less than 1 is found
 * is refused. What can stay unseen is a peak or a dip of q that is narrower than about 1e-4 of the
 * range, for q need not have its mass where p has.
 */
public final class QuadratureKl {

  /** Where refining ends, relative to the value. */
  private static final double TOLERANCE = 1e-12;

  /** The mass of p is wanted to rounding: what is missing there is multiplied by log-ratios. */
  private static final double MASS_TOLERANCE = 1e-15;

  /** How far the mass of p may be from 1: the tails of a normal beyond 5.5 deviations pass. */
  private static final double MISSING_MASS = 1e-7;

  /** A result with a larger relative error than this did not converge. */
  private static final double WORST = 1e-6;

  private static final int FEWEST_PANELS = 32;
  private static final int MOST_PANELS_P = 40_000;

  /** Less is spent on q: its mass need not be where p is, and is often not found. */
  private static final int MOST_PANELS_Q = 2_500;

  /** A log-density has a few operations behind it: half an ulp each. */
  private static final double ROUNDING = 8 * Math.ulp(1.0);

  private final DoubleUnaryOperator logP;
  private final DoubleUnaryOperator logQ;
  private final Domain domain;

  private QuadratureKl(DoubleUnaryOperator logP, DoubleUnaryOperator logQ, Domain domain) {
    this.logP = logP;
    this.logQ = logQ;
    this.domain = domain;
  }

  /**
   * D(p‖q) of two densities on an interval.
   *
   * @param logP log p in nats; p must have its mass on the interval
   * @param logQ log q in nats
   * @param lower the lower end
   * @param upper the upper end
   * @return the divergence in nats with a bound of its error; +∞ if q = 0 {@literal <} p at a node
   * @throws IllegalArgumentException if the ends are not finite with lower {@literal <} upper, if a
   *     log-density is NaN or +∞ at a node, if the mass of p on the interval is not 1, or if the
   *     result is negative, which shows that q is not normalised
   * @throws ArithmeticException if the integral does not converge: it may be infinite
   */
  public static Estimate onInterval(
      DoubleUnaryOperator logP, DoubleUnaryOperator logQ, double lower, double upper) {
    if (!(lower < upper) || Double.isInfinite(upper - lower)) {
      throw new IllegalArgumentException(
          "an interval must have finite ends with lower < upper, but was ["
              + lower
              + ", "
              + upper
              + "]");
    }
    return new QuadratureKl(logP, logQ, Domain.interval(lower, upper)).estimate();
  }

  /**
   * D(p‖q) of two densities on the whole line, for a p near 0 and about 1 wide; a p that is a
   * thousand times wider or narrower, or as far away, is found too.
   *
   * @param logP log p in nats
   * @param logQ log q in nats
   * @return the divergence in nats with a bound of its error; +∞ if q = 0 {@literal <} p at a node
   * @throws IllegalArgumentException if a log-density is NaN or +∞ at a node, if the mass of p that
   *     was found is not 1, or if the result is negative, which shows that q is not normalised
   * @throws ArithmeticException if the integral does not converge: it may be infinite
   */
  public static Estimate onLine(DoubleUnaryOperator logP, DoubleUnaryOperator logQ) {
    return onLine(logP, logQ, 0, 1);
  }

  /**
   * D(p‖q) of two densities on the whole line, told where p is. The result does not depend on the
   * hint, unless p is not found.
   *
   * @param logP log p in nats
   * @param logQ log q in nats
   * @param location about where p is: its mean, median or mode
   * @param scale about how wide p is: its standard deviation or the like
   * @return the divergence in nats with a bound of its error; +∞ if q = 0 {@literal <} p at a node
   * @throws IllegalArgumentException if the location is not finite, if the scale is not finite and
   *     above 0, if a log-density is NaN or +∞ at a node, if the mass of p that was found is not 1,
   *     or if the result is negative, which shows that q is not normalised
   * @throws ArithmeticException if the integral does not converge: it may be infinite
   */
  public static Estimate onLine(
      DoubleUnaryOperator logP, DoubleUnaryOperator logQ, double location, double scale) {
    if (!Double.isFinite(location) || !(scale > 0 && scale <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a location must be finite and a scale finite and above 0, but they were "
              + location
              + " and "
              + scale);
    }
    return new QuadratureKl(logP, logQ, Domain.line(location, scale)).estimate();
  }

  private Estimate estimate() {
    Integral mass = mass(logP, MOST_PANELS_P);
    requireUnitMass(mass);
    NavigableSet<Double> cuts = mass.cuts();
    cuts.addAll(mass(logQ, MOST_PANELS_Q).cuts());
    Integral first = Integral.of(this::divergenceAt, domain, cuts).refined(TOLERANCE);
    Integral second = first.shifted().refined(TOLERANCE);
    if (first.value() + second.value() == Double.POSITIVE_INFINITY) {
      return Estimate.exactly(Double.POSITIVE_INFINITY);
    }
    double truncation = second.truncation() + Math.abs(first.value() - second.value());
    requireConverged(second, truncation);
    Integral finest = Integral.of(density(logP), domain, second.cuts()).refined(MASS_TOLERANCE);
    double error = truncation + second.rounding() + unseen(finest) + beyondEnds(finest);
    requireNotNegative(second.value(), error);
    return new Estimate(Math.max(0.0, second.value()), error);
  }

  /**
   * The mass of a density, on panels that are made finer until all of it is seen. The ends of one
   * set of panels lie inside of the panels of the next.
   */
  private Integral mass(DoubleUnaryOperator logDensity, int most) {
    Integral mass = null;
    for (int panels = FEWEST_PANELS; panels <= most; panels = 4 * panels + 1) {
      mass =
          Integral.of(density(logDensity), domain, Integral.equalCuts(domain, panels))
              .refined(MASS_TOLERANCE);
      if (isSeen(mass)) {
        return mass;
      }
    }
    return mass;
  }

  private static boolean isSeen(Integral mass) {
    return Math.abs(1 - mass.value()) + mass.truncation() <= MISSING_MASS + mass.rounding();
  }

  private static Integrand density(DoubleUnaryOperator logDensity) {
    return x -> densityAt(logDensity, x);
  }

  private static Estimate densityAt(DoubleUnaryOperator logDensity, double x) {
    double log = checked(logDensity.applyAsDouble(x), x);
    double density = Math.exp(log);
    return new Estimate(density, density == 0 ? 0 : density * ROUNDING * (1 + Math.abs(log)));
  }

  private Estimate divergenceAt(double x) {
    double p = checked(logP.applyAsDouble(x), x);
    double q = checked(logQ.applyAsDouble(x), x);
    if (p == Double.NEGATIVE_INFINITY) {
      return Estimate.exactly(0);
    }
    if (q == Double.NEGATIVE_INFINITY) {
      return Estimate.exactly(Double.POSITIVE_INFINITY);
    }
    double density = Math.exp(p);
    if (density == 0) {
      return Estimate.exactly(0);
    }
    double ofDensity = Math.abs(p - q) * (1 + Math.abs(p));
    double ofDifference = 1 + Math.abs(p) + Math.abs(q);
    return new Estimate(density * (p - q), density * ROUNDING * (ofDensity + ofDifference));
  }

  /** What missing mass could add: it is multiplied by the log-ratio at the place where it is. */
  private double unseen(Integral mass) {
    double missing = Math.abs(1 - mass.value()) - mass.truncation() - mass.rounding();
    if (missing <= 0) {
      return 0;
    }
    double largest = 0;
    for (double u : mass.cuts()) {
      double ratio = logRatio(domain.x(u));
      largest = Double.isFinite(ratio) ? Math.max(largest, ratio) : largest;
    }
    return 2 * missing * (1 + largest);
  }

  /** What tails cut off by the ends could add, even those too small to be missed in the mass. */
  private double beyondEnds(Integral mass) {
    double known = Math.abs(1 - mass.value()) + mass.truncation() + mass.rounding();
    double sum = 0;
    for (double end : new double[] {domain.x(domain.from()), domain.x(domain.to())}) {
      double ratio = logRatio(end);
      if (Double.isFinite(end) && Double.isFinite(ratio)) {
        double tail = Math.exp(logP.applyAsDouble(end)) * (domain.to() - domain.from());
        sum += 2 * Math.min(known, tail) * (1 + ratio);
      }
    }
    return sum;
  }

  private double logRatio(double x) {
    return Math.abs(logP.applyAsDouble(x) - logQ.applyAsDouble(x));
  }

  private static double checked(double logDensity, double x) {
    if (Double.isNaN(logDensity) || logDensity == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "a log-density must be a number below +Infinity, but at x = "
              + x
              + " it is "
              + logDensity);
    }
    return logDensity;
  }

  private static void requireUnitMass(Integral mass) {
    if (!isSeen(mass)) {
      throw new IllegalArgumentException(
          "p must have mass 1, but "
              + mass.value()
              + " was found: log p is not normalised, p has mass outside of the interval, or its"
              + " peak is too narrow to be found without a location and a scale");
    }
  }

  private static void requireConverged(Integral divergence, double truncation) {
    double goal = Math.max(WORST * Math.abs(divergence.value()), divergence.rounding());
    if (!(truncation <= goal)) {
      throw new ArithmeticException(
          "the integral does not converge, it may be infinite: reached "
              + divergence.value()
              + " with an error of "
              + truncation);
    }
  }

  private static void requireNotNegative(double value, double error) {
    if (value < -error) {
      throw new IllegalArgumentException(
          "a divergence is not negative, but came out as " + value + ": log q is not normalised");
    }
  }
}
