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
  private static final Dequantisation STEP = new Dequantisation(Draws.everyEpoch(RandomKey.of(1)));
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

  @Test
  void pixelLevelsAreExact() {
    float[] unit = new float[256];
    float[] levels = new float[256];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = i / 255f;
    }
    new PixelLevels().apply(unit, levels, 0, 0);
    for (int i = 0; i < levels.length; i++) {
      assertThat(levels[i]).isEqualTo(i);
    }
    new PixelLevels().restoreUnits(levels);
    assertThat(levels).isEqualTo(unit);
  }
}
