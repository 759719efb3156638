package org.vae4j.data.choice;

/** Numbers that are no pixels, probabilities or counts get mean 0 and deviation 1. */
final class ScaleChoice {
  private ScaleChoice() {}

  static Choice of(Values values, String likelihood) {
    boolean ofNumbers = likelihood.startsWith("gaussian") || likelihood.equals("laplace");
    boolean anyNumbers = !values.pixels() && !values.isUnitInterval();
    return values.isTable() || (ofNumbers && anyNumbers)
        ? new Choice().set("scale", "standard")
        : new Choice();
  }
}
