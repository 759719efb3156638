package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The loss jumped up while it was trained. */
final class Unstable implements Check {
  /** A jump of so much of all that was ever gained is no noise. */
  private static final double SPIKE = 0.5;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    List<Double> train = evidence.course().train();
    double lowest = train.get(0);
    for (int epoch = 1; epoch < train.size(); epoch++) {
      double gained = train.get(0) - lowest;
      double jump = train.get(epoch) - train.get(epoch - 1);
      if (epoch > evidence.course().settledAfter() && jump > SPIKE * gained && jump > 1) {
        return Optional.of(
            new Finding(
                "unstable",
                String.format(
                    Locale.ROOT,
                    "the training loss jumped from %.2f to %.2f in epoch %d",
                    train.get(epoch - 1),
                    train.get(epoch),
                    epoch + 1),
                List.of("--learning-rate 3e-4", "--clip-norm 100")));
      }
      lowest = Math.min(lowest, train.get(epoch));
    }
    return Optional.empty();
  }
}
