package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.schedule.ScheduleType;

class LinearWarmupTest {
  /** Steps and weights that binary fractions hold exactly. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.75",
    "2, 1.0",
    "4, 1.5",
    "7, 2.25",
    "8, 2.5",
    "9, 2.5",
    "2147483647, 2.5"
  })
  void risesInAStraightLineAndStays(int step, double weight) {
    LinearWarmup byIteration = new LinearWarmup(ScheduleType.ITERATION, 0.5, 2.5, 8);
    LinearWarmup byEpoch = new LinearWarmup(ScheduleType.EPOCH, 0.5, 2.5, 8);

    assertThat(byIteration.valueAt(step, 3)).isEqualTo(weight);
    assertThat(byEpoch.valueAt(3, step)).isEqualTo(weight);
  }

  @Test
  void mayFall() {
    LinearWarmup falling = new LinearWarmup(ScheduleType.ITERATION, 4, 1, 4);

    assertThat(falling.valueAt(1, 0)).isEqualTo(3.25);
    assertThat(falling.valueAt(4, 0)).isEqualTo(1);
  }

  @Test
  void aLongWarmUpDoesNotOverflow() {
    LinearWarmup slow = LinearWarmup.iterations(Integer.MAX_VALUE);

    // Two roundings of a quotient near 1.
    assertThat(slow.valueAt(Integer.MAX_VALUE - 1, 0)).isBetween(1 - 1e-9, 1.0);
  }

  @Test
  void shortFormsGoFromNothingToOne() {
    assertThat(LinearWarmup.epochs(5))
        .isEqualTo(new LinearWarmup(ScheduleType.EPOCH, 0, 1, 5))
        .hasSameHashCodeAs(new LinearWarmup(ScheduleType.EPOCH, 0, 1, 5))
        .isNotEqualTo(LinearWarmup.iterations(5))
        .isNotEqualTo(LinearWarmup.epochs(6))
        .hasToString("LinearWarmup(EPOCH, 0.0 to 1.0 over 5)");
    assertThat(LinearWarmup.iterations(5))
        .isEqualTo(new LinearWarmup(ScheduleType.ITERATION, 0, 1, 5));
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, -0.5", "NaN, 1", "0, NaN", "Infinity, 1", "0, Infinity"})
  void refusesAWeightThatIsNegativeOrNotFinite(double start, double end) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearWarmup(ScheduleType.EPOCH, start, end, 5))
        .withMessage("expected finite weights >= 0, got start " + start + " and end " + end);
  }

  @Test
  void refusesNoSteps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearWarmup.epochs(0))
        .withMessage("expected a length of at least 1 step, got 0");
  }
}
