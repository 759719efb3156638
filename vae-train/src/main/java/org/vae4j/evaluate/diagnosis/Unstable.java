package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is minimised jumped up while it was trained. The loss at KL weight 1 is not looked at: where
 * the weight is another, it may rise by itself.
 */
final class Unstable implements Check {
  /** A jump of so much of all that was ever gained is no noise. */
  private static final double SPIKE = 0.5;

  private static final double LEAST_NATS = 1;
  private static final double SLOWER = 0.1;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    List<Double> objective = evidence.course().objective();
    int start = evidence.course().settledAfter();
    double lowest = objective.get(start);
    for (int epoch = start + 1; epoch < objective.size(); epoch++) {
      double gained = objective.get(start) - lowest;
      double jump = objective.get(epoch) - objective.get(epoch - 1);
      if (jump > Math.max(LEAST_NATS, SPIKE * gained)) {
        return Optional.of(
            new Finding(
                "unstable",
                String.format(
                    Locale.ROOT,
                    "what is minimised jumped from %.2f to %.2f nats in epoch %d",
                    objective.get(epoch - 1),
                    objective.get(epoch),
                    epoch + 1),
                advice(evidence.setup().updates())));
      }
      lowest = Math.min(lowest, objective.get(epoch));
    }
    return Optional.empty();
  }

  private static List<String> advice(Setup.Updates updates) {
    String slower = Flag.of("learning-rate", SLOWER * updates.learningRate());
    return updates.clipNorm().isPresent() ? List.of(slower) : List.of(slower, "--clip-norm 10");
  }
}
