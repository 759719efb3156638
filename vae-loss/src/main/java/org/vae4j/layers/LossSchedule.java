package org.vae4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The schedules that the loss can follow: a checkpoint can bring them back, and no value is < 0.
 */
final class LossSchedule {
  private static final int PROBED_STEPS = 64;

  private LossSchedule() {}

  /**
   * Refuses a schedule if what its JSON restores has other values. Some of ND4J's do: of a {@code
   * RampSchedule} only the class name is written.
   */
  static void requireSurvivesJson(String setting, ISchedule schedule) {
    requireSurvivesJson("VaeLossLayer", setting, schedule);
  }

  /** As the one above, for a layer of this name. */
  static void requireSurvivesJson(String owner, String setting, ISchedule schedule) {
    valueAt(owner, setting, schedule, 0, 0);
    ObjectMapper mapper = NeuralNetConfiguration.mapper();
    try {
      ISchedule restored = mapper.readValue(mapper.writeValueAsString(schedule), ISchedule.class);
      if (!sameValues(schedule, restored)) {
        throw refusal(owner, setting, schedule, null);
      }
    } catch (JsonProcessingException | NullPointerException e) {
      throw refusal(owner, setting, schedule, e); // null: a part that JSON has dropped
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
   * The value at a step, finite and ≥ 0.
   *
   * @param owner whose it is, and which of its settings, for the message
   */
  static double valueAt(
      String owner, String setting, ISchedule schedule, int iteration, int epoch) {
    double value = schedule.valueAt(iteration, epoch);
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s: expected a finite %s >= 0, got %s at iteration %d of epoch %d from %s"
              .formatted(owner, setting, value, iteration, epoch, schedule));
    }
    return value;
  }

  private static IllegalArgumentException refusal(
      String owner, String setting, ISchedule schedule, Exception cause) {
    return new IllegalArgumentException(
        "%s: expected a %s schedule that survives JSON, got %s, which a checkpoint could not bring back"
            .formatted(owner, setting, schedule.getClass().getName()),
        cause);
  }
}
