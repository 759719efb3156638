package org.vae4j.information;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * An integral as a list of adjacent panels that can be made finer where its error is. Immutable.
 */
final class Integral {

  private static final double GOLDEN_SECTION = (3 - Math.sqrt(5)) / 2;
  private static final int MOST_SWEEPS = 300;
  private static final int MOST_PANELS = 1 << 19;

  private final Integrand integrand;
  private final Domain domain;
  private final List<Panel> panels;

  private Integral(Integrand integrand, Domain domain, List<Panel> panels) {
    this.integrand = integrand;
    this.domain = domain;
    this.panels = panels;
  }

  /** The integral on panels that meet at the given cuts. */
  static Integral of(Integrand integrand, Domain domain, NavigableSet<Double> cuts) {
    List<Panel> panels = new ArrayList<>(cuts.size());
    double from = cuts.first();
    for (double to : cuts.tailSet(from, false)) {
      panels.add(Panel.of(integrand, domain, from, to));
      from = to;
    }
    return new Integral(integrand, domain, panels);
  }

  /** The ends of {@code count} panels of equal length in u. */
  static NavigableSet<Double> equalCuts(Domain domain, int count) {
    NavigableSet<Double> cuts = new TreeSet<>();
    for (int i = 0; i <= count; i++) {
      double share = (double) i / count;
      cuts.add(domain.from() * (1 - share) + domain.to() * share);
    }
    return cuts;
  }

  double value() {
    return sum(Panel::value);
  }

  /** Bound of the rule's own error. */
  double truncation() {
    return sum(Panel::truncation);
  }

  /** Bound of what rounding does. */
  double rounding() {
    return sum(Panel::rounding);
  }

  /** Where the panels end, in u. */
  NavigableSet<Double> cuts() {
    NavigableSet<Double> cuts = new TreeSet<>();
    panels.forEach(panel -> cuts.add(panel.from()));
    cuts.add(domain.to());
    return cuts;
  }

  /**
   * The same integral on panels that end in the golden section of these. A kink or a jump so close
   * to the end of a panel that no node lies beyond it deceives both rules; here it lies inside,
   * also after halving.
   */
  Integral shifted() {
    NavigableSet<Double> cuts = new TreeSet<>();
    panels.forEach(panel -> cuts.add(panel.from() + GOLDEN_SECTION * (panel.to() - panel.from())));
    cuts.add(domain.from());
    cuts.add(domain.to());
    return of(integrand, domain, cuts);
  }

  /**
   * Halves panels where the error is, until the truncation error is below {@code tolerance}·|value|
   * or below the rounding error, or until no panel can be halved.
   */
  Integral refined(double tolerance) {
    Integral current = this;
    for (int sweep = 0; sweep < MOST_SWEEPS && !current.reaches(tolerance); sweep++) {
      double share = current.goal(tolerance) / current.panels.size();
      Integral next = current.halved(panel -> panel.truncation() > share);
      if (next.panels.size() == current.panels.size() || next.panels.size() > MOST_PANELS) {
        return current;
      }
      current = next;
    }
    return current;
  }

  private double goal(double tolerance) {
    return Math.max(tolerance * Math.abs(value()), rounding());
  }

  private boolean reaches(double tolerance) {
    return truncation() <= goal(tolerance);
  }

  private Integral halved(Predicate<Panel> where) {
    List<Panel> finer = new ArrayList<>(2 * panels.size());
    for (Panel panel : panels) {
      if (where.test(panel) && panel.canHalve()) {
        finer.addAll(panel.halves(integrand, domain));
      } else {
        finer.add(panel);
      }
    }
    return new Integral(integrand, domain, finer);
  }

  private double sum(ToDoubleFunction<Panel> part) {
    CompensatedSum sum = new CompensatedSum();
    for (Panel panel : panels) {
      sum.add(part.applyAsDouble(panel));
    }
    return sum.value();
  }
}
