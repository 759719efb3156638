package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The model is tested on what it was trained on. */
final class SharedExamples implements Check {
  private static final double SHARE = 0.01;

  /** Where rows are often equal by chance, that one is in both parts says nothing. */
  private static final double MOSTLY_DISTINCT = 0.9;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    DataFacts data = evidence.data();
    if (data.sharedShare() < SHARE || data.distinctShare() < MOSTLY_DISTINCT) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "examples-shared-by-train-and-test",
            String.format(
                Locale.ROOT,
                "%.1f %% of the test examples are in train too, bit for bit",
                100 * data.sharedShare()),
            advice(evidence.setup())));
  }

  private static List<String> advice(Setup setup) {
    if (setup.testFile()) {
      return List.of("a test file of other examples", "--test-size 10% in place of --test-images");
    }
    return setup.copiesTogether()
        ? List.of("more of each example: what is done to the data makes different ones equal")
        : List.of("--copies together");
  }
}
