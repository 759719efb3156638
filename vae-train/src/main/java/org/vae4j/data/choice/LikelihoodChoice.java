package org.vae4j.data.choice;

import java.util.Locale;

/**
 * p(x given z) by what the values are. A table has a likelihood for each column. Values that are 0
 * or 1, or mostly near them as ink on paper, are taken for probabilities; other pixels have a
 * Gaussian whose one width is learned. Counts have a Poisson distribution, unless they are large
 * and vary far more. Numbers of other data have a Gaussian of a learned width each.
 */
final class LikelihoodChoice {
  /** From this share of near-black and near-white on, grey values are ink on paper. */
  private static final double INK = 0.75;

  private LikelihoodChoice() {}

  static Choice of(Values values) {
    if (values.isTable()) {
      return chosen("table", "each column by what it is, its noise learned");
    }
    if (values.binary()) {
      return chosen("bernoulli", "the values are 0 or 1");
    }
    if (values.isUnitInterval() && values.extreme() >= INK) {
      return chosen(
          "bernoulli",
          String.format(
              Locale.ROOT,
              "%.0f %% of the values are within 0.05 of 0 or 1",
              Math.floor(100 * values.extreme())));
    }
    if (values.pixels() || (values.isImage() && values.isUnitInterval())) {
      return chosen("gaussian-constant-variance", "shades between black and white");
    }
    if (values.isImage()) {
      return chosen("gaussian-constant-variance", "any numbers, of one width");
    }
    return values
        .counts()
        .map(LikelihoodChoice::ofCounts)
        .orElseGet(() -> chosen("gaussian-learned-variance", "any numbers"));
  }

  private static Choice ofCounts(CountSpread spread) {
    if (!spread.isOverdispersed()) {
      return chosen("poisson", "whole numbers from 0 on");
    }
    String why =
        String.format(
            Locale.ROOT,
            "whole numbers from 0 on, that vary %.0f times as much as a Poisson variable does",
            spread.dispersion());
    return spread.isLarge()
        ? chosen("gaussian-learned-variance", why)
        : chosen("poisson", why + " (as a table they would have a negative binomial)");
  }

  private static Choice chosen(String name, String why) {
    return new Choice().set("likelihood", name).tell("likelihood " + name + ": " + why);
  }
}
