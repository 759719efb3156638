package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.schedule.ScheduleType;

class CyclicalScheduleTest {
  /** Three cycles of 8 steps whose first half rises from ½ to 2½: binary fractions are exact. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 1.0",
    "3, 2.0",
    "4, 2.5",
    "7, 2.5",
    "8, 0.5",
    "9, 1.0",
    "16, 0.5",
    "20, 2.5",
    "23, 2.5",
    "24, 2.5",
    "25, 2.5",
    "2147483647, 2.5"
  })
  void startsAnewInEachCycleAndStaysAfterTheLast(int step, double weight) {
    CyclicalSchedule byIteration =
        new CyclicalSchedule(ScheduleType.ITERATION, 0.5, 2.5, 8, 3, 0.5);
    CyclicalSchedule byEpoch = new CyclicalSchedule(ScheduleType.EPOCH, 0.5, 2.5, 8, 3, 0.5);

    assertThat(byIteration.valueAt(step, 3)).isEqualTo(weight);
    assertThat(byEpoch.valueAt(3, step)).isEqualTo(weight);
  }

  @Test
  void oneCycleThatRisesThroughoutIsALinearWarmup() {
    CyclicalSchedule cycle = new CyclicalSchedule(ScheduleType.ITERATION, 0, 1, 16, 1, 1);
    for (int step = 0; step < 40; step++) {
      assertThat(cycle.valueAt(step, 0)).isEqualTo(LinearWarmup.iterations(16).valueAt(step, 0));
    }
  }

  @Test
  void manyLongCyclesDoNotOverflow() {
    CyclicalSchedule slow = CyclicalSchedule.iterations(Integer.MAX_VALUE, 5);
    assertThat(slow.valueAt(Integer.MAX_VALUE - 1, 0)).isEqualTo(1);
    assertThat(slow.valueAt(0, 0)).isZero();
  }

  @Test
  void shortFormsRiseFromNothingToOneOverHalfACycle() {
    assertThat(CyclicalSchedule.epochs(10, 4))
        .isEqualTo(new CyclicalSchedule(ScheduleType.EPOCH, 0, 1, 10, 4, 0.5))
        .hasSameHashCodeAs(new CyclicalSchedule(ScheduleType.EPOCH, 0, 1, 10, 4, 0.5))
        .isNotEqualTo(CyclicalSchedule.iterations(10, 4))
        .isNotEqualTo(CyclicalSchedule.epochs(10, 5))
        .hasToString("CyclicalSchedule(EPOCH, 4 times 0.0 to 1.0 over 0.5 of 10)");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 5, 2, 0.5, 'expected finite weights >= 0, got start -1.0 and end 1.0'",
    "0, NaN, 5, 2, 0.5, 'expected finite weights >= 0, got start 0.0 and end NaN'",
    "0, 1, 1, 2, 0.5, 'expected at least 1 cycle of at least 2 steps, got 2 of 1'",
    "0, 1, 5, 0, 0.5, 'expected at least 1 cycle of at least 2 steps, got 0 of 5'",
    "0, 1, 5, 2, 0, 'expected a rising part in (0, 1], got 0.0'",
    "0, 1, 5, 2, 1.5, 'expected a rising part in (0, 1], got 1.5'",
    "0, 1, 5, 2, NaN, 'expected a rising part in (0, 1], got NaN'"
  })
  void refuses(double start, double end, int length, int cycles, double rising, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new CyclicalSchedule(ScheduleType.EPOCH, start, end, length, cycles, rising))
        .withMessage(message);
  }
}
