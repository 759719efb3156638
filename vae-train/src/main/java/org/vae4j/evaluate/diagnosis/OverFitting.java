package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The model learned its examples by heart. */
final class OverFitting implements Check {
  /** A rise of so much of the loss, or of so many nats, is no noise. */
  private static final double RISE = 0.01;

  private static final double LEAST_NATS = 0.3;

  @Override
  public Optional<Finding> look(Evidence evidence) {
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
        new Finding(
            "over-fitting",
            String.format(
                Locale.ROOT,
                "the held-out loss rose from %.2f to %.2f, while that of train is %.2f",
                course.lowest(),
                course.last(),
                lastOfTrain),
            advice(evidence.setup())));
  }

  private static List<String> advice(Setup setup) {
    return List.of(
        setup.updates().untilItStalls() ? "--final-model best" : "--epochs auto",
        Flag.of("hidden", setup.hidden().stream().map(width -> Math.max(1, width / 2)).toList()));
  }
}
