package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** p(x given z) is of another kind than the data. */
final class UnfitLikelihood implements Check {
  /** A fixed width that is off by more than this factor weighs KL and reconstruction wrongly. */
  private static final double OFF = 2.5;

  /** From this share of grey on, pixels are no probabilities of ink. */
  private static final double GREY = 0.3;

  /** A Poisson variable has 1. */
  private static final double OVERDISPERSED = 2;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    Fit fit = evidence.fit();
    Optional<Finding> width = fit.fixedDeviation().flatMap(assumed -> width(fit, assumed));
    Optional<Finding> grey =
        fit.greyShare()
            .filter(share -> share > GREY)
            .map(
                share ->
                    found(
                        "%.0f %% of the values are neither near 0 nor near 1, and --likelihood %s takes them for probabilities"
                            .formatted(100 * share, fit.likelihood()),
                        "--likelihood gaussian-constant-variance"));
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
                        "--likelihood table, which has a negative binomial for counts"));
    Optional<Finding> bound =
        evidence
            .data()
            .piledUp()
            .map(words -> found(words, "--columns NAME=count or NAME=category, or leave it out"));
    return width.or(() -> grey).or(() -> counts).or(() -> bound);
  }

  private static Optional<Finding> width(Fit fit, double assumed) {
    double residual = fit.residualDeviation();
    return residual < assumed / OFF || residual > assumed * OFF
        ? Optional.of(
            found(
                String.format(
                    Locale.ROOT,
                    "--likelihood %s assumes a deviation of %.2f, that of the residuals is %.3f",
                    fit.likelihood(),
                    assumed,
                    residual),
                fit.images()
                    ? "--likelihood gaussian-constant-variance, which learns it"
                    : "--likelihood gaussian-learned-variance or table, which learn it"))
        : Optional.empty();
  }

  private static Finding found(String evidence, String advice) {
    return new Finding("unfit-likelihood", evidence, List.of(advice));
  }
}
