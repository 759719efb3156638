package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is minimised jumped up while it was trained. The loss at KL weight 1 is not looked at: where
 * the weight is another, it may rise by itself.
 */
final class Unstable implements Check {
  /**
   * No noise is a jump of more than all that was gained but for the first quarter of the way, where
   * the loss of a new network may fall from anywhere. Sound runs have two thirds of it at most.
   */
  private static final int FIRST = 4;

  private static final double LEAST_NATS = 1;
  private static final double SLOWER = 0.1;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    List<Double> objective = evidence.course().objective();
    int start = evidence.course().settledAfter();
    double spike = Math.max(LEAST_NATS, gained(objective.subList(start, objective.size())));
    for (int epoch = start + 1; epoch < objective.size(); epoch++) {
      if (objective.get(epoch) - objective.get(epoch - 1) > spike) {
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
    }
    return Optional.empty();
  }

  /** From the highest to the lowest, without the highest quarter. */
  private static double gained(List<Double> objective) {
    List<Double> sorted = objective.stream().sorted().toList();
    return sorted.get(sorted.size() - 1 - sorted.size() / FIRST) - sorted.get(0);
  }

  private static List<String> advice(Setup.Updates updates) {
    String slower = Flag.of("learning-rate", SLOWER * updates.learningRate());
    return updates.clipNorm().isPresent() ? List.of(slower) : List.of(slower, "--clip-norm 10");
  }
}
