package org.vae4j.loss.likelihood;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FloatMathTest {
  /** What the class promises: a few units in the last place, of which one is at most 1.2e-7. */
  private static final double RELATIVE_ERROR = 3e-7;

  private interface FloatUnaryOperator {
    float applyAsFloat(float operand);
  }

  @Test
  void expAgreesWithDouble() {
    // 870,001 points; beyond −87 the result is no normal float.
    assertThat(worstRelativeError(FloatMath::expOfNonPositive, Math::exp, -87, 0, 1e-4))
        .isLessThan(RELATIVE_ERROR);
  }

  @Test
  void expAgreesWithDoubleNearZero() {
    double worst = 0;
    for (float y = 0.5f; y > 1e-30f; y *= 0.99f) {
      worst = Math.max(worst, Math.abs(FloatMath.expOfNonPositive(-y) / Math.exp(-(double) y) - 1));
    }
    assertThat(worst).isLessThan(RELATIVE_ERROR);
  }

  @Test
  void log1pAgreesWithDouble() {
    assertThat(worstRelativeError(FloatMath::log1pOfUnit, Math::log1p, 1e-6, 1, 1e-6))
        .isLessThan(RELATIVE_ERROR);
  }

  @Test
  void log1pAgreesWithDoubleDownToTheSmallestNormalNumbers() {
    double worst = 0;
    for (float e = 1; e > 4 * Float.MIN_NORMAL; e *= 0.99f) {
      worst = Math.max(worst, Math.abs(FloatMath.log1pOfUnit(e) / Math.log1p(e) - 1));
    }
    assertThat(worst).isLessThan(RELATIVE_ERROR);
  }

  @Test
  void endsAreExact() {
    assertThat(FloatMath.expOfNonPositive(0)).isEqualTo(1);
    assertThat(FloatMath.expOfNonPositive(-0f)).isEqualTo(1);
    assertThat(FloatMath.log1pOfUnit(0)).isEqualTo(0);
    assertThat(FloatMath.log1pOfUnit(1)).isEqualTo((float) Math.log(2));
  }

  @Test
  void staysBetweenZeroAndOneEverywhere() {
    float limit = FloatMath.expOfNonPositive(-87);
    assertThat(limit).isPositive();
    for (float y : new float[] {-87.5f, -1e3f, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY}) {
      assertThat(FloatMath.expOfNonPositive(y)).isEqualTo(limit);
    }
  }

  @Test
  void nanStaysNan() {
    assertThat(FloatMath.expOfNonPositive(Float.NaN)).isNaN();
    assertThat(FloatMath.log1pOfUnit(Float.NaN)).isNaN();
  }

  /** The arithmetic itself is pinned: another order of the operations would show here. */
  @Test
  void bitsAreTheSameOnEveryMachine() {
    assertThat(checksum(FloatMath::expOfNonPositive, -88, 0)).isEqualTo(6598481195584261112L);
    assertThat(checksum(FloatMath::log1pOfUnit, 0, 1)).isEqualTo(7894265259834203775L);
  }

  /** Of 200,000 equal steps that binary fractions hold nearly; the mixing is that of FNV-1a. */
  private static long checksum(FloatUnaryOperator function, float from, float to) {
    long sum = 0xcbf29ce484222325L;
    int steps = 200_000;
    for (int i = 0; i <= steps; i++) {
      float at = from + (to - from) * ((float) i / steps);
      sum = (sum ^ Float.floatToIntBits(function.applyAsFloat(at))) * 0x100000001b3L;
    }
    return sum;
  }

  private static double worstRelativeError(
      FloatUnaryOperator function, DoubleUnaryOperator exact, double from, double to, double step) {
    double worst = 0;
    long steps = Math.round((to - from) / step);
    for (long i = 0; i <= steps; i++) {
      float at = (float) (from + i * step);
      double error = Math.abs(function.applyAsFloat(at) / exact.applyAsDouble(at) - 1);
      worst = Math.max(worst, error);
    }
    return worst;
  }
}
