package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One column says the same as another. */
final class ColumnGivesItAway implements Check {
  /** More would not be read. */
  private static final int TOLD = 5;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    List<DataFacts.Copy> copies = evidence.data().copies();
    return copies.isEmpty() ? Optional.empty() : Optional.of(found(copies, evidence.setup()));
  }

  private static Finding found(List<DataFacts.Copy> copies, Setup setup) {
    String told =
        copies.stream()
            .limit(TOLD)
            .map(copy -> "'%s' as '%s'".formatted(copy.name(), copy.of()))
            .collect(Collectors.joining(", "));
    int more = copies.size() - TOLD;
    return new Finding(
        "a-column-gives-it-away",
        "columns that say the same as another: "
            + told
            + (more > 0 ? " and %d more".formatted(more) : ""),
        List.of(
            setup.table()
                ? Flag.of("columns", names(copies, "=left-out"))
                : "data without " + names(copies, "")));
  }

  private static String names(List<DataFacts.Copy> copies, String kind) {
    return copies.stream().map(copy -> copy.name() + kind).collect(Collectors.joining(","));
  }
}
