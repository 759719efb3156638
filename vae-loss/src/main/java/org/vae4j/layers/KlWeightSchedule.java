package org.vae4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** The schedules that a checkpoint can bring back. */
final class KlWeightSchedule {
  private static final int PROBED_STEPS = 64;

  private KlWeightSchedule() {}

  /**
   * The schedule, if what its JSON restores has the same values. Some of ND4J's do not: of a {@code
   * RampSchedule} only the class name is written.
   */
  static ISchedule requireSurvivesJson(ISchedule schedule) {
    if (schedule == null) {
      throw new IllegalArgumentException("VaeLossLayer: expected a klWeight schedule, got null");
    }
    ObjectMapper mapper = NeuralNetConfiguration.mapper();
    ISchedule restored;
    try {
      restored = mapper.readValue(mapper.writeValueAsString(schedule), ISchedule.class);
    } catch (JsonProcessingException e) {
      throw refusal(schedule, e);
    }
    for (int step = 0; step < PROBED_STEPS; step++) {
      int iteration = step * step * step;
      if (schedule.valueAt(iteration, step) != restored.valueAt(iteration, step)) {
        throw refusal(schedule, null);
      }
    }
    return schedule;
  }

  private static IllegalArgumentException refusal(ISchedule schedule, Exception cause) {
    return new IllegalArgumentException(
        "VaeLossLayer: expected a klWeight schedule that survives JSON, got %s, which a checkpoint could not bring back"
            .formatted(schedule.getClass().getName()),
        cause);
  }
}
