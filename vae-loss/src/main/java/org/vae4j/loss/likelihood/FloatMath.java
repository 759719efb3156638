package org.vae4j.loss.likelihood;

/**
 * exp and log1p in single precision, on the half-lines where the cross-entropy needs them.
 *
 * <p>Made of additions, multiplications, one division and bit moves alone, each of which IEEE 754
 * rounds exactly: the bits are the same interpreted or compiled, on every machine. Relative error
 * below 3e-7, a few units in the last place, which the tests check against double.
 */
final class FloatMath {
  private FloatMath() {}

  static final float LOG2_E = 1.442695f;

  /**
   * ln 2 in two parts: the first has few bits, so that its product with a small integer is exact.
   */
  static final float LN2_HIGH = 355f / 512;

  static final float LN2_LOW = -2.1219444e-4f;

  /** 1.5 · 2²³: adding it rounds to an integer, which then stands in the low bits. */
  static final float ROUNDER = 12582912f;

  /** Below it exp is no normal number any more, and no cross-entropy in float can tell. */
  static final float LOWEST = -87f;

  /** 1/7!, 1/6!, … 1/1!, 1: exp on [−½ ln 2, ½ ln 2] to 5e-9. */
  static final float[] EXP_COEFFICIENTS = {
    1f / 5040, 1f / 720, 1f / 120, 1f / 24, 1f / 6, 1f / 2, 1f, 1f
  };

  /** 1/15, 1/13, … 1/3, 1: artanh(s) / s in s² ≤ 1/9 to 2e-9. */
  static final float[] ARTANH_COEFFICIENTS = {
    1f / 15, 1f / 13, 1f / 11, 1f / 9, 1f / 7, 1f / 5, 1f / 3, 1f
  };

  /** exp(y) for y ≤ 0; exp(−87) below −87. NaN stays NaN. */
  static float expOfNonPositive(float y) {
    float clamped = y < LOWEST ? LOWEST : y;
    float shifted = clamped * LOG2_E + ROUNDER;
    float k = shifted - ROUNDER;
    float r = clamped - k * LN2_HIGH - k * LN2_LOW;
    float p = polynomial(r, EXP_COEFFICIENTS);
    int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
    return p * Float.intBitsToFloat((exponent + 127) << 23);
  }

  /** log(1 + e) for 0 ≤ e ≤ 1, as 2 artanh(e / (2 + e)). NaN stays NaN. */
  static float log1pOfUnit(float e) {
    float s = e / (2 + e);
    float t = s * s;
    return s * 2 * polynomial(t, ARTANH_COEFFICIENTS);
  }

  /** By Horner's rule, highest coefficient first. */
  private static float polynomial(float argument, float[] coefficients) {
    float p = coefficients[0];
    for (int k = 1; k < coefficients.length; k++) {
      p = p * argument + coefficients[k];
    }
    return p;
  }
}
