package org.vae4j.datasets.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.datasets.PreprocessingStep;
import org.vae4j.datasets.faults.BadValueException;
import org.vae4j.random.RandomKey;

class BinarisationTest {
  private static final RandomKey KEY = RandomKey.of(3).with("test");
  private static final Binarisation STATIC = new Binarisation(Draws.once(KEY));
  private static final Binarisation DYNAMIC = new Binarisation(Draws.everyEpoch(KEY));
  private static final int DRAWS = 40_000;

  /** Every level of a pixel. */
  private static float[] levels() {
    float[] levels = new float[256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = i / 255f;
    }
    return levels;
  }

  private static float[] applied(PreprocessingStep step, float[] given, int epoch, int row) {
    float[] result = new float[given.length];
    step.apply(given, result, epoch, row);
    return result;
  }

  @Test
  void staticDrawsOverExamplesHaveThePixelsForTheirMeans() {
    float[] given = levels();
    double[] sums = new double[given.length];
    for (int row = 0; row < DRAWS; row++) {
      add(applied(STATIC, given, 0, row), sums);
    }
    requireMeans(given, sums);
  }

  @Test
  void dynamicDrawsOfOneExampleHaveItsPixelsForTheirMeans() {
    float[] given = levels();
    double[] sums = new double[given.length];
    for (int epoch = 0; epoch < DRAWS; epoch++) {
      add(applied(DYNAMIC, given, epoch, 17), sums);
    }
    requireMeans(given, sums);
  }

  private static void add(float[] drawn, double[] sums) {
    for (int i = 0; i < drawn.length; i++) {
      assertThat(drawn[i] == 0 || drawn[i] == 1).isTrue();
      sums[i] += drawn[i];
    }
  }

  /** Four standard errors of a Bernoulli mean, which is none at all for 0 and 1. */
  private static void requireMeans(float[] given, double[] sums) {
    for (int i = 0; i < given.length; i++) {
      double error = Math.sqrt(given[i] * (1 - given[i]) / DRAWS);
      assertThat(sums[i] / DRAWS).as("level %d", i).isCloseTo(given[i], within(4 * error));
    }
  }

  /** Neighbours, examples and epochs share nothing: their correlation is that of chance. */
  @Test
  void drawsAreIndependent() {
    float[] half = new float[DRAWS];
    Arrays.fill(half, 0.5f);
    float[] first = applied(DYNAMIC, half, 0, 0);
    requireUncorrelated(first, applied(DYNAMIC, half, 0, 1), 0);
    requireUncorrelated(first, applied(DYNAMIC, half, 1, 0), 0);
    requireUncorrelated(first, applied(STATIC, half, 0, 0), 0);
    requireUncorrelated(first, first, 1);
  }

  /** The products of signs have mean 0 and variance 1: four standard errors. */
  private static void requireUncorrelated(float[] a, float[] b, int shift) {
    double sum = 0;
    for (int i = 0; i + shift < a.length; i++) {
      sum += (2 * a[i] - 1) * (2 * b[i + shift] - 1);
    }
    assertThat(sum / Math.sqrt(a.length - shift)).isBetween(-4.0, 4.0);
  }

  @Test
  void staticDrawsStayAndDynamicOnesGoByTheEpoch() {
    float[] given = levels();
    assertThat(applied(STATIC, given, 9, 5)).isEqualTo(applied(STATIC, given, 0, 5));
    assertThat(applied(DYNAMIC, given, 9, 5)).isNotEqualTo(applied(DYNAMIC, given, 8, 5));
    assertThat(applied(DYNAMIC, given, 9, 5)).isEqualTo(applied(DYNAMIC, given, 9, 5));
    assertThat(applied(STATIC, given, 0, 5)).isNotEqualTo(applied(STATIC, given, 0, 6));
  }

  /** So that a set binarised today is the same one tomorrow: 24 bits of the keyed stream each. */
  @Test
  void drawsAreThoseOfTheKey() {
    float[] given = levels();
    SplittableRandom generator = KEY.with(4).with(11).generator();
    float[] drawn = applied(DYNAMIC, given, 4, 11);
    for (int i = 0; i < given.length; i++) {
      boolean one = (generator.nextLong() >>> 40) < given[i] * (double) (1 << 24);
      assertThat(drawn[i]).isEqualTo(one ? 1f : 0f);
    }
  }

  @Test
  void aThresholdIsReachedFromBelow() {
    float[] given = {0, 127 / 255f, 0.5f, 128 / 255f, 1};
    assertThat(applied(Threshold.AT_HALF, given, 0, 0)).containsExactly(0, 0, 1, 1, 1);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.001f, 1.001f, 255, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesWhatIsNoProbability(float value) {
    float[] given = {0, 1, value};
    for (PreprocessingStep step : new PreprocessingStep[] {STATIC, DYNAMIC, Threshold.AT_HALF}) {
      assertThatThrownBy(() -> applied(step, given, 0, 7))
          .isInstanceOf(BadValueException.class)
          .hasMessage(
              "feature 2: expected 0 to 1, to binarise it (--scale unit brings it there), found "
                  + value);
    }
  }
}
