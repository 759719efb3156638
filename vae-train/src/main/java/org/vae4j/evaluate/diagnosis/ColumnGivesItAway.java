package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Optional;

/** One column says the same as another. */
final class ColumnGivesItAway implements Check {

  @Override
  public Optional<Finding> look(Evidence evidence) {
    List<String> copies = evidence.data().copies();
    return copies.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "a-column-gives-it-away",
                "columns that say the same: " + String.join(", ", copies),
                List.of("--columns NAME=left-out for one of them")));
  }
}
