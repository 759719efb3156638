package org.vae4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PixelStatisticsTest {
  /** A few roundings of a double of about 100. */
  private static final double ROUNDING = 1e-12;

  private static PixelStatistics of(int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    return PixelStatistics.of(ImageDataset.unlabelled("set", ImageShape.grey(1, 2), bytes));
  }

  @Test
  void knownValues() {
    // deviations from 5: -3 -1 -1 -1 0 0 2 4, squares 32, over 8
    PixelStatistics known = of(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(known.min()).isEqualTo(2);
    assertThat(known.max()).isEqualTo(9);
    assertThat(known.mean()).isCloseTo(5, within(ROUNDING));
    assertThat(known.stdDev()).isCloseTo(2, within(ROUNDING));
  }

  @Test
  void bytesAreUnsigned() {
    PixelStatistics extremes = of(0, 255);
    assertThat(extremes).isEqualTo(new PixelStatistics(0, 255, 127.5, 127.5));
  }

  @Test
  void oneValueAlone() {
    assertThat(of(200, 200)).isEqualTo(new PixelStatistics(200, 200, 200, 0));
  }
}
