package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AurocTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 1000})
  void countsEveryPair(int levels) {
    SplittableRandom random = new SplittableRandom(levels);
    for (int repeat = 0; repeat < 20; repeat++) {
      double[] usual = random.ints(1 + repeat, 0, levels).asDoubleStream().toArray();
      double[] odd = random.ints(20 - repeat, 0, levels).asDoubleStream().toArray();
      double won = 0;
      for (double high : odd) {
        for (double low : usual) {
          won += high > low ? 1 : high == low ? 0.5 : 0;
        }
      }
      // Both are sums of halves, exact, and one division.
      assertThat(Auroc.of(usual, odd)).isCloseTo(won / usual.length / odd.length, within(1e-15));
    }
  }

  @Test
  void knowsTheEnds() {
    assertThat(Auroc.of(new double[] {1, 2}, new double[] {3, Double.POSITIVE_INFINITY}))
        .isEqualTo(1);
    assertThat(Auroc.of(new double[] {3, 4}, new double[] {1, 2})).isEqualTo(0);
    assertThat(Auroc.of(new double[] {0.0, -0.0}, new double[] {-0.0, 0.0})).isEqualTo(0.5);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThatThrownBy(() -> Auroc.of(new double[] {}, new double[] {1}))
        .hasMessageContaining("two sets, got 0 and 1");
    assertThatThrownBy(() -> Auroc.of(new double[] {Double.NaN}, new double[] {1}))
        .hasMessageContaining("NaN");
  }
}
