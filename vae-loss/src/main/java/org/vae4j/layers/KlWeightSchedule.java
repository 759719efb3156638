package org.vae4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The schedules that can weigh the KL term: a checkpoint can bring them back, and no value is < 0.
 */
final class KlWeightSchedule {
  private static final int PROBED_STEPS = 64;

  private KlWeightSchedule() {}

  /**
   * Refuses a schedule if what its JSON restores has other values. Some of ND4J's do: of a {@code
   * RampSchedule} only the class name is written.
   */
  static void requireSurvivesJson(ISchedule schedule) {
    valueAt("VaeLossLayer", schedule, 0, 0);
    ObjectMapper mapper = NeuralNetConfiguration.mapper();
    try {
      ISchedule restored = mapper.readValue(mapper.writeValueAsString(schedule), ISchedule.class);
      if (!sameValues(schedule, restored)) {
        throw refusal(schedule, null);
      }
    } catch (JsonProcessingException | NullPointerException e) {
      throw refusal(schedule, e); // null: a part that JSON has dropped
    }
  }

  private static boolean sameValues(ISchedule schedule, ISchedule restored) {
    for (int step = 0; step < PROBED_STEPS; step++) {
      int iteration = step * step * step;
      double expected = schedule.valueAt(iteration, step);
      if (Double.compare(expected, restored.valueAt(iteration, step)) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The weight at a step, finite and ≥ 0.
   *
   * @param owner whose weight it is, for the message
   */
  static double valueAt(String owner, ISchedule schedule, int iteration, int epoch) {
    double weight = schedule.valueAt(iteration, epoch);
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "%s: expected a finite klWeight >= 0, got %s at iteration %d of epoch %d from %s"
              .formatted(owner, weight, iteration, epoch, schedule));
    }
    return weight;
  }

  private static IllegalArgumentException refusal(ISchedule schedule, Exception cause) {
    return new IllegalArgumentException(
        "VaeLossLayer: expected a klWeight schedule that survives JSON, got %s, which a checkpoint could not bring back"
            .formatted(schedule.getClass().getName()),
        cause);
  }
}
