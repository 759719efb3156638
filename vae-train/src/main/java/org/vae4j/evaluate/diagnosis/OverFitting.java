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
    boolean trainFell = lastOfTrain <= train.get(Math.min(course.settledAfter(), train.size() - 1));
    if (course.keepsBest()
        || !trainFell
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
            List.of(
                "--epochs auto, which keeps the best model", "a smaller --hidden or --latent")));
  }
}
