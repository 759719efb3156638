package org.vae4j.evaluate.diagnosis;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Training stopped while the loss was falling. */
final class StillImproving implements Check {
  /** The last part of the course that is looked at. */
  private static final int PART = 4;

  private static final double SHARE_OF_GAIN = 0.02;
  private static final double LEAST_NATS = 0.1;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    Course course = evidence.course();
    int from = course.epochs() - 1 - Math.max(1, course.epochs() / PART);
    // A loss that wavers has new lows by chance.
    boolean untrained =
        new TooFewUpdates().look(evidence).isPresent() || new Unstable().look(evidence).isPresent();
    if (course.endedByPatience() || untrained || from < course.settledAfter()) {
      return Optional.empty();
    }
    List<Double> loss = course.heldOut();
    // Lows, and not single epochs: the loss of a model that learns by heart wavers.
    double lowest = Collections.min(loss.subList(from + 1, loss.size()));
    double fell = Collections.min(loss.subList(course.settledAfter(), from + 1)) - lowest;
    double gained = loss.get(course.settledAfter()) - lowest;
    if (fell < Math.max(LEAST_NATS, SHARE_OF_GAIN * gained)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "still-improving",
            String.format(
                Locale.ROOT,
                "the held-out loss fell by %.2f nats in the last %d of %s",
                fell,
                course.epochs() - 1 - from,
                Counted.of(course.epochs(), "epoch")),
            advice(evidence.setup().updates(), course.epochs())));
  }

  private static List<String> advice(Setup.Updates updates, int epochs) {
    String resume = "vae resume with " + Flag.of("epochs", 2 * epochs);
    return updates.untilItStalls() ? List.of(resume) : List.of(resume, "--epochs auto");
  }
}
