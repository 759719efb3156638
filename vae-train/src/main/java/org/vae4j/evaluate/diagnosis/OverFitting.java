package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The model learned its examples by heart. */
final class OverFitting implements Check {
  /** A rise of so much of the loss, or of so many nats, is no noise. */
  private static final double RISE = 0.01;

  private static final double LEAST_NATS = 0.3;

  /**
   * A model that loses so much of the loss, or so many nats, off its examples has no use for more
   * units.
   */
  private static final double GAP = 0.1;

  private static final double LEAST_GAP = 1;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    return byRise(evidence).or(() -> byGap(evidence));
  }

  /** Whether the model itself is far better on train than on held-out examples. */
  static boolean isWide(Course course) {
    double gap = course.heldOutOfModel() - course.trainOfModel();
    return gap > Math.max(LEAST_GAP, GAP * Math.abs(course.heldOutOfModel()));
  }

  /** Some gap is usual; with all units in full use a wide one is what they are used for. */
  private static Optional<Finding> byGap(Evidence evidence) {
    Course course = evidence.course();
    return LatentTooSmall.isInFullUse(evidence) && isWide(course)
        ? Optional.of(
            found(
                evidence,
                "the held-out loss of the model is %.2f, while that of train is %.2f",
                course.heldOutOfModel(),
                course.trainOfModel()))
        : Optional.empty();
  }

  private static Optional<Finding> byRise(Evidence evidence) {
    Course course = evidence.course();
    double rise = course.last() - course.lowest();
    List<Double> train = course.train();
    double lastOfTrain = train.get(train.size() - 1);
    // Else both rose, as they do when updates are too long.
    boolean byHeart = lastOfTrain < course.lowest();
    if (course.keepsBest()
        || !byHeart
        || rise <= Math.max(LEAST_NATS, RISE * Math.abs(course.lowest()))) {
      return Optional.empty();
    }
    return Optional.of(
        found(
            evidence,
            "the held-out loss rose from %.2f to %.2f, while that of train is %.2f",
            course.lowest(),
            course.last(),
            lastOfTrain));
  }

  private static Finding found(Evidence evidence, String words, Object... losses) {
    Setup setup = evidence.setup();
    String narrower =
        Flag.of("hidden", setup.hidden().stream().map(width -> Math.max(1, width / 2)).toList());
    String sooner = setup.updates().untilItStalls() ? "--final-model best" : "--epochs auto";
    return new Finding(
        "over-fitting",
        String.format(Locale.ROOT, words, losses),
        evidence.course().keepsBest() ? List.of(narrower) : List.of(sooner, narrower));
  }
}
