package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class CosineDecayTest {
  private final CosineDecay decay = new CosineDecay(ScheduleType.ITERATION, 3, 1, 12);

  @Test
  void fallsAlongHalfACosine() {
    // cos 0, π/6, π/3, π/2, 2π/3, π; a few roundings of numbers up to 3
    double[] expected = {3, 2 + Math.sqrt(3) / 2, 2.5, 2, 1.5, 1};
    int[] steps = {0, 2, 4, 6, 8, 12};
    for (int k = 0; k < steps.length; k++) {
      assertThat(decay.valueAt(steps[k], 99)).isCloseTo(expected[k], within(1e-15));
    }
  }

  @Test
  void holdsItsEnd() {
    assertThat(decay.valueAt(13, 0)).isEqualTo(1);
    assertThat(decay.valueAt(Integer.MAX_VALUE, 0)).isEqualTo(1);
  }

  @Test
  void countsWhatItIsToldToCount() {
    CosineDecay byEpoch = new CosineDecay(ScheduleType.EPOCH, 3, 1, 12);
    for (int step = 0; step < 14; step++) {
      assertThat(byEpoch.valueAt(7, step)).isEqualTo(decay.valueAt(step, 7));
    }
  }

  @Test
  void survivesJson() throws Exception {
    var mapper = NeuralNetConfiguration.mapper();
    ISchedule restored = mapper.readValue(mapper.writeValueAsString(decay), ISchedule.class);
    assertThat(restored).isEqualTo(decay).hasSameHashCodeAs(decay).hasToString(decay.toString());
    assertThat(restored.clone()).isEqualTo(decay);
  }

  @Test
  void refusesWhatIsNoSchedule() {
    assertThatThrownBy(() -> new CosineDecay(ScheduleType.EPOCH, 1, 0, 0))
        .hasMessageContaining("at least 1 step, got 0");
    assertThatThrownBy(() -> new CosineDecay(ScheduleType.EPOCH, Double.NaN, 0, 1))
        .hasMessageContaining("got start NaN");
  }
}
