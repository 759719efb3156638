package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** p(x given z) is of another kind than the data. */
final class UnfitLikelihood implements Check {
  /** A Poisson variable has 1. */
  private static final double OVERDISPERSED = 2;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    Fit fit = evidence.fit();
    Optional<Finding> width =
        fit.fixedDeviation()
            .filter(assumed -> fit.isTooWide() || fit.isTooNarrow())
            .map(
                assumed ->
                    found(
                        String.format(
                            Locale.ROOT,
                            "--likelihood %s assumes a deviation of %.2f, that of the residuals is %.3f",
                            fit.likelihood(),
                            assumed,
                            fit.residualDeviation()),
                        learned(evidence)));
    Optional<Finding> grey =
        fit.greyShare()
            .filter(share -> fit.isGrey())
            .map(
                share ->
                    found(
                        "%.0f %% of the values are neither near 0 nor near 1, and --likelihood %s takes them for probabilities"
                            .formatted(100 * share, fit.likelihood()),
                        learned(evidence)));
    Optional<Finding> counts =
        fit.dispersion()
            .filter(dispersion -> dispersion > OVERDISPERSED)
            .map(
                dispersion ->
                    found(
                        String.format(
                            Locale.ROOT,
                            "the counts vary %.1f times as much as a Poisson variable does",
                            dispersion),
                        evidence.setup().table()
                            ? "--likelihood table"
                            : "the same as a table, for --likelihood table"));
    Optional<Finding> bound =
        evidence.data().piledUp().map(pile -> heap(pile, evidence.setup().table()));
    return width.or(() -> grey).or(() -> counts).or(() -> bound);
  }

  private static Finding heap(DataFacts.Pile pile, boolean table) {
    return found(
        String.format(
            Locale.ROOT,
            "%.0f %% of column '%s' are its %s value: a density has no such heap",
            100 * pile.share(),
            pile.column(),
            pile.lowest() ? "lowest" : "highest"),
        table ? Flag.of("columns", pile.column() + "=left-out") : "data without it");
  }

  /** A density whose width is learned, of the kind that such data have by themselves. */
  private static String learned(Evidence evidence) {
    if (evidence.fit().images()) {
      return "--likelihood gaussian-constant-variance";
    }
    return evidence.setup().table()
        ? "--likelihood table"
        : "--likelihood gaussian-learned-variance";
  }

  private static Finding found(String evidence, String advice) {
    return new Finding("unfit-likelihood", evidence, List.of(advice));
  }
}
