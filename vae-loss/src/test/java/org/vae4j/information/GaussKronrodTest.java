package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class GaussKronrodTest {

  /** Fifteen terms of at most 0.21 with an ulp each. */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  @Test
  void kronrodIsExactUpToDegree22AndNotBeyond() {
    // An odd degree beyond that is exact by symmetry.
    for (int degree = 0; degree <= 23; degree++) {
      assertThat(error(GaussKronrod::kronrodWeight, degree)).isCloseTo(0, within(ROUNDING));
    }
    assertThat(Math.abs(error(GaussKronrod::kronrodWeight, 24))).isGreaterThan(1e3 * ROUNDING);
  }

  @Test
  void gaussIsExactUpToDegree13AndNotBeyond() {
    for (int degree = 0; degree <= 13; degree++) {
      assertThat(error(GaussKronrod::gaussWeight, degree)).isCloseTo(0, within(ROUNDING));
    }
    assertThat(Math.abs(error(GaussKronrod::gaussWeight, 14))).isGreaterThan(1e3 * ROUNDING);
  }

  @Test
  void nodesIncreaseAndMirror() {
    assertThat(GaussKronrod.size()).isEqualTo(15);
    for (int i = 1; i < GaussKronrod.size(); i++) {
      assertThat(GaussKronrod.node(i)).isGreaterThan(GaussKronrod.node(i - 1));
      assertThat(GaussKronrod.node(i)).isEqualTo(-GaussKronrod.node(14 - i));
    }
  }

  private static double error(IntToDoubleFunction weight, int degree) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < GaussKronrod.size(); i++) {
      sum.add(weight.applyAsDouble(i) * Math.pow(GaussKronrod.node(i), degree));
    }
    double exact = degree % 2 == 0 ? 2.0 / (degree + 1) : 0;
    return sum.value() - exact;
  }
}
