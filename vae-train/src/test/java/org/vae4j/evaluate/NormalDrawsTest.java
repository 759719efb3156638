package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.vae4j.random.RandomKey;

class NormalDrawsTest {
  private static final int COUNT = 200_000;

  @Test
  void hasTheMomentsAndTheTailOfAStandardNormal() {
    NormalDraws draws = new NormalDraws(RandomKey.of(1));
    double[] moments = new double[5];
    double beyond = 0;
    double previous = 0;
    double product = 0;
    for (int i = 0; i < COUNT; i++) {
      double draw = draws.next();
      for (int k = 1; k < moments.length; k++) {
        moments[k] += Math.pow(draw, k) / COUNT;
      }
      beyond += Math.abs(draw) > 1.959963984540054 ? 1.0 / COUNT : 0;
      product += draw * previous / COUNT;
      previous = draw;
    }
    // Four standard errors; Var z^k is 1, 2, 15 and 96, and that of the indicator 0.05 · 0.95.
    assertThat(moments[1]).isCloseTo(0, within(fourStandardErrors(1)));
    assertThat(moments[2]).isCloseTo(1, within(fourStandardErrors(2)));
    assertThat(moments[3]).isCloseTo(0, within(fourStandardErrors(15)));
    assertThat(moments[4]).isCloseTo(3, within(fourStandardErrors(96)));
    assertThat(beyond).isCloseTo(0.05, within(fourStandardErrors(0.05 * 0.95)));
    assertThat(product).isCloseTo(0, within(fourStandardErrors(1)));
  }

  @Test
  void goesByItsKey() {
    RandomKey key = RandomKey.of(3);
    assertThat(new NormalDraws(key).next()).isEqualTo(new NormalDraws(key).next());
    assertThat(new NormalDraws(key.with(1)).next()).isNotEqualTo(new NormalDraws(key).next());
  }

  private static double fourStandardErrors(double variance) {
    return 4 * Math.sqrt(variance / COUNT);
  }
}
