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

  private static final float LOG2_E = 1.442695f;

  /**
   * ln 2 in two parts: the first has few bits, so that its product with a small integer is exact.
   */
  private static final float LN2_HIGH = 355f / 512;

  private static final float LN2_LOW = -2.1219444e-4f;

  /** 1.5 · 2²³: adding it rounds to an integer, which then stands in the low bits. */
  private static final float ROUNDER = 12582912f;

  /** Below it exp is no normal number any more, and no cross-entropy in float can tell. */
  private static final float LOWEST = -87f;

  /** exp(y) for y ≤ 0; exp(−87) below −87. NaN stays NaN. */
  static float expOfNonPositive(float y) {
    float clamped = y < LOWEST ? LOWEST : y;
    float shifted = clamped * LOG2_E + ROUNDER;
    float k = shifted - ROUNDER;
    float r = clamped - k * LN2_HIGH - k * LN2_LOW;
    float p = 1f / 5040;
    p = p * r + 1f / 720;
    p = p * r + 1f / 120;
    p = p * r + 1f / 24;
    p = p * r + 1f / 6;
    p = p * r + 1f / 2;
    p = p * r + 1f;
    p = p * r + 1f;
    int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
    return p * Float.intBitsToFloat((exponent + 127) << 23);
  }

  /** log(1 + e) for 0 ≤ e ≤ 1, as 2 artanh(e / (2 + e)). NaN stays NaN. */
  static float log1pOfUnit(float e) {
    float s = e / (2 + e);
    float t = s * s;
    float p = 1f / 15;
    p = p * t + 1f / 13;
    p = p * t + 1f / 11;
    p = p * t + 1f / 9;
    p = p * t + 1f / 7;
    p = p * t + 1f / 5;
    p = p * t + 1f / 3;
    p = p * t + 1f;
    return 2 * s * p;
  }
}
