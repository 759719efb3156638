package org.vae4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossCurvesTest {
  @Test
  void drawsTheCurvesInTheirColours() {
    assumeTrue(Fonts.available(), "this machine has no fonts");
    BufferedImage picture = curves(List.of(1, 2, 3), List.of(3.0, 2.0, 1.0));
    assertThat(pixelsOf(picture, Color.RED)).isGreaterThan(100);
  }

  @Test
  void drawsASingleEpochAsAPoint() {
    assumeTrue(Fonts.available(), "this machine has no fonts");
    assertThat(pixelsOf(curves(List.of(1), List.of(3.0)), Color.RED)).isGreaterThan(20);
  }

  /** Densities above 1 give negative losses; the curve is as long as that of positive ones. */
  @Test
  void drawsNegativeLossesWhole() {
    assumeTrue(Fonts.available(), "this machine has no fonts");
    long falling = pixelsOf(curves(List.of(1, 2, 3), List.of(4.0, 2.0, 0.0)), Color.RED);
    long negative = pixelsOf(curves(List.of(1, 2, 3), List.of(0.0, -2.0, -4.0)), Color.RED);
    // the axis has other labels, so that the plot is some pixels narrower: less than a tenth
    assertThat(negative).isBetween(falling * 9 / 10, falling * 11 / 10);
  }

  private static BufferedImage curves(List<Integer> epochs, List<Double> values) {
    LossCurves curves = new LossCurves("loss", epochs);
    curves.heldOut("loss (test)", values, Color.BLUE);
    curves.train("loss", values, Color.RED);
    return curves.draw();
  }

  private static long pixelsOf(BufferedImage picture, Color colour) {
    long count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        count += picture.getRGB(x, y) == colour.getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
