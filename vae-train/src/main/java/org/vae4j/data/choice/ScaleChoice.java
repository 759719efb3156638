package org.vae4j.data.choice;

/**
 * Numbers that are no pixels, probabilities or counts get mean 0 and deviation 1; in a table all
 * do, unless it was said to be counts or probabilities.
 */
final class ScaleChoice {
  private ScaleChoice() {}

  static Choice of(Values values, String likelihood) {
    boolean ofNumbers = likelihood.startsWith("gaussian") || likelihood.equals("laplace");
    boolean anyNumbers = !values.pixels() && !values.isUnitInterval();
    boolean byColumn = likelihood.equals("table") || likelihood.equals("mixed");
    return byColumn || (ofNumbers && (values.isTable() || anyNumbers))
        ? new Choice().set("scale", "standard")
        : new Choice();
  }
}
