package org.vae4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureStatisticsTest {
  /** A few roundings of a double of about 100. */
  private static final double ROUNDING = 1e-12;

  private static FeatureStatistics of(int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    return FeatureStatistics.of(Dataset.unlabelled("set", ImageShape.grey(1, 2), bytes));
  }

  @Test
  void knownValues() {
    // deviations from 5: -3 -1 -1 -1 0 0 2 4, squares 32, over 8
    FeatureStatistics known = of(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(known.min()).isEqualTo(2);
    assertThat(known.max()).isEqualTo(9);
    assertThat(known.mean()).isCloseTo(5, within(ROUNDING));
    assertThat(known.stdDev()).isCloseTo(2, within(ROUNDING));
  }

  @Test
  void bytesAreUnsigned() {
    FeatureStatistics extremes = of(0, 255);
    assertThat(extremes).isEqualTo(new FeatureStatistics(0, 255, 127.5, 127.5));
  }

  @Test
  void oneValueAlone() {
    assertThat(of(200, 200)).isEqualTo(new FeatureStatistics(200, 200, 200, 0));
  }

  /** The same deviations, an eighth as large and around 10⁶: sums of squares would lose them. */
  @Test
  void floats() {
    float[] values = {2, 4, 4, 4, 5, 5, 7, 9};
    for (int i = 0; i < values.length; i++) {
      values[i] = 1e6f + values[i] / 8;
    }
    FeatureStatistics known =
        FeatureStatistics.of(Dataset.unlabelled("set", ImageShape.grey(2, 2), values));
    assertThat(known).isEqualTo(new FeatureStatistics(1e6 + 0.25, 1e6 + 1.125, 1e6 + 0.625, 0.25));
  }

  @Test
  void missingValuesDoNotCount() {
    Dataset table =
        Dataset.table(
            "table",
            List.of(Column.numeric("a"), Column.numeric("b")),
            new float[] {Float.NaN, -1, 3, Float.NaN},
            new int[0],
            List.of());
    assertThat(FeatureStatistics.of(table)).isEqualTo(new FeatureStatistics(-1, 3, 1, 2));
  }
}
