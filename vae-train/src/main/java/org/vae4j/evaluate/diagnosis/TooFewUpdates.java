package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Optional;

/** The parameters were hardly moved from where they began. */
final class TooFewUpdates implements Check {
  /** Adam moves a weight by at most 0.001 in each. */
  private static final int FEW = 500;

  /** With so many most small models come to an end. */
  private static final int ENOUGH = 5_000;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    Course course = evidence.course();
    if (course.updates() >= FEW || course.endedByPatience()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "too-few-updates",
            "%s of the parameters in %s of %s"
                .formatted(
                    Counted.of(course.updates(), "update"),
                    Counted.of(course.epochs(), "epoch"),
                    Counted.of(evidence.data().trainExamples(), "example")),
            advice(evidence.setup().updates(), course)));
  }

  private static List<String> advice(Setup.Updates updates, Course course) {
    int inEachEpoch = Math.max(1, course.updates() / course.epochs());
    String longer = Flag.of("epochs", ENOUGH / inEachEpoch + 1);
    // A length of its own would keep the last model, however far it has over-fitted.
    return List.of(updates.untilItStalls() ? longer : "--epochs auto");
  }
}
