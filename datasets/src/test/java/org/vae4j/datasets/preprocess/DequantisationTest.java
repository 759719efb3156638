package org.vae4j.datasets.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.datasets.faults.BadValueException;
import org.vae4j.random.RandomKey;

class DequantisationTest {
  private static final Dequantisation STEP =
      new Dequantisation(Draws.everyEpoch(RandomKey.of(1)), 256);
  private static final int DRAWS = 20_000;

  @Test
  void spreadsEachLevelEvenlyOverItsInterval() {
    float[] given = new float[256];
    for (int i = 0; i < given.length; i++) {
      given[i] = i / 255f;
    }
    float[] result = new float[given.length];
    double[] sums = new double[given.length];
    double[] squares = new double[given.length];
    for (int epoch = 0; epoch < DRAWS; epoch++) {
      STEP.apply(given, result, epoch, 2);
      for (int i = 0; i < result.length; i++) {
        double noise = 256.0 * result[i] - i;
        assertThat(noise).isBetween(0.0, 1.0);
        sums[i] += noise;
        squares[i] += noise * noise;
      }
    }
    // U(0, 1): u has variance 1/12, u² mean 1/3 and variance 4/45; four standard errors, and
    // 2⁻¹⁵ for the rounding of x to float.
    for (int i = 0; i < given.length; i++) {
      double rounding = 0x1p-15;
      assertThat(sums[i] / DRAWS)
          .isCloseTo(0.5, within(4 * Math.sqrt(1 / 12.0 / DRAWS) + rounding));
      assertThat(squares[i] / DRAWS)
          .isCloseTo(1 / 3.0, within(4 * Math.sqrt(4 / 45.0 / DRAWS) + 2 * rounding));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0.3f, -1 / 255f, 256 / 255f, Float.NaN})
  void refusesWhatIsNoLevel(float value) {
    // 0.3 is 76.5 levels
    assertThatThrownBy(() -> STEP.apply(new float[] {0, value}, new float[2], 0, 4))
        .isInstanceOf(BadValueException.class)
        .hasMessage(
            "feature 1: expected a pixel of 256 levels, over 255, to add noise (or --dequantize none), found "
                + value);
  }

  private static float[] unitPixels(int levels) {
    float[] unit = new float[levels];
    for (int k = 0; k < levels; k++) {
      unit[k] = k / (levels - 1f);
    }
    return unit;
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 65_536})
  void pixelLevelsAreExact(int count) {
    float[] unit = unitPixels(count);
    float[] levels = new float[count];
    PixelLevels step = new PixelLevels(count);
    step.apply(unit, levels, 0, 0);
    for (int k = 0; k < count; k++) {
      assertThat(levels[k]).isEqualTo(k);
    }
    step.restoreUnits(levels);
    assertThat(levels).isEqualTo(unit);
    assertThat(PixelLevels.of(step.fitted())).isEqualTo(step);
  }

  @Test
  void sixteenBitsTakeEachLevelAndNoOther() {
    float[] unit = unitPixels(65_536);
    float[] noisy = new float[unit.length];
    Dequantisation step = new Dequantisation(Draws.everyEpoch(RandomKey.of(1)), 65_536);
    step.apply(unit, noisy, 0, 0);
    for (int k = 0; k < unit.length; k++) {
      // Half an ulp below 1 is 2⁻²⁵, of 65,536 levels 2⁻⁹.
      assertThat(65_536.0 * noisy[k] - k).isBetween(-0x1p-9, 1 + 0x1p-9);
    }
    assertThatThrownBy(() -> step.apply(new float[] {0.5f / 65_535}, new float[1], 0, 0))
        .hasMessageContaining("a pixel of 65536 levels, over 65535");
  }
}
