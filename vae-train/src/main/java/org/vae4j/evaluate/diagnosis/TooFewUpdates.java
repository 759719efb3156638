package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Optional;

/** The parameters were hardly moved from where they began. */
final class TooFewUpdates implements Check {
  /** Adam moves a weight by at most 0.001 in each. */
  private static final int FEW = 500;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    Course course = evidence.course();
    if (course.updates() >= FEW || course.endedByPatience()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "too-few-updates",
            "%d updates of the parameters in %d epochs of %,d examples"
                .formatted(course.updates(), course.epochs(), evidence.data().trainExamples()),
            List.of("--epochs auto", "a smaller --batch-size")));
  }
}
