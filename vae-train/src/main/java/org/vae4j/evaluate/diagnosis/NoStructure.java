package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The features are independent: there is nothing for a latent space to learn. */
final class NoStructure implements Check {

  @Override
  public Optional<Finding> look(Evidence evidence) {
    return evidence.data().hasStructure()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "no-structure",
                evidence(evidence.data().structure()),
                List.of(
                    "a model of each column by itself is as good",
                    "more rows, or columns that have to do with each other")));
  }

  private static String evidence(double structure) {
    return Double.isNaN(structure)
        ? "there is one column, and no other that it could depend on"
        : String.format(
            Locale.ROOT,
            "the columns seem independent of each other: taken together they are %.1f standard deviations from chance",
            structure);
  }
}
