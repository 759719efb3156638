package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItakuraSaitoTest {

  private static final DfpField DIGITS = new DfpField(60);

  /**
   * Four roundings in s, its square and r·s; the largest cancellation, at the border, doubles them.
   */
  private static final double RELATIVE = 16 * Math.ulp(1.0);

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0x1.0000000000001p0,
        0x1.fffffffffffffp-1,
        1.00000001,
        0.9999,
        1.3,
        0.7,
        1.4999,
        1.5,
        0.5001,
        0.5,
        3,
        0.01,
        1e10,
        1e-10,
        1e300,
        1e-300
      })
  void agreesWithSixtyDigits(double x) {
    assertThat(ItakuraSaito.divergence(x, 1)).isCloseTo(exact(x), within(RELATIVE * exact(x)));
  }

  private static double exact(double x) {
    Dfp value = DIGITS.newDfp(x);
    return value.subtract(1).subtract(value.log()).toDouble();
  }

  @ParameterizedTest
  @CsvSource({"1e-300, 1e300", "4.9e-324, 1", "1e-320, 1e300"})
  void ratiosThatUnderflow(double x, double y) {
    // x/y is 0 in double precision; its logarithm is not.
    double exact = -1 - (Math.log(x) - Math.log(y));
    assertThat(ItakuraSaito.divergence(x, y)).isCloseTo(exact, within(1e-12 * exact));
  }

  @Test
  void equalNumbersDoNotDiverge() {
    assertThat(ItakuraSaito.divergence(0.1, 0.1)).isZero();
    assertThat(ItakuraSaito.divergence(4.9e-324, 4.9e-324)).isZero();
  }
}
