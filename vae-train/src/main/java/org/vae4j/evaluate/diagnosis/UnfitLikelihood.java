package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** p(x given z) is of another kind than the data. */
final class UnfitLikelihood implements Check {
  /** A Poisson variable has 1. */
  private static final double OVERDISPERSED = 2;

  /** More heaps would not be read. */
  private static final int TOLD = 3;

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
    return Stream.concat(
            width.or(() -> grey).or(() -> counts).stream(),
            heaps(evidence.data().piledUp(), evidence.setup().table()).stream())
        .reduce(UnfitLikelihood::both);
  }

  private static Finding both(Finding one, Finding other) {
    return new Finding(
        one.name(),
        one.evidence() + "; " + other.evidence(),
        Stream.concat(one.advice().stream(), other.advice().stream()).toList());
  }

  private static Optional<Finding> heaps(List<DataFacts.Pile> piles, boolean table) {
    if (piles.isEmpty()) {
      return Optional.empty();
    }
    List<DataFacts.Pile> told = piles.subList(0, Math.min(TOLD, piles.size()));
    int more = piles.size() - told.size();
    return Optional.of(
        found(
            told.stream().map(UnfitLikelihood::words).collect(Collectors.joining(", "))
                + (more > 0 ? " and %d more".formatted(more) : "")
                + ": a density has no such heap",
            table
                ? Flag.of("columns", names(told, "=left-out"))
                : "data without " + names(told, "")));
  }

  private static String words(DataFacts.Pile pile) {
    return String.format(
        Locale.ROOT,
        "%.0f %% of column '%s' are its %s value",
        100 * pile.share(),
        pile.column(),
        pile.lowest() ? "lowest" : "highest");
  }

  private static String names(List<DataFacts.Pile> piles, String kind) {
    return piles.stream().map(pile -> pile.column() + kind).collect(Collectors.joining(","));
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
