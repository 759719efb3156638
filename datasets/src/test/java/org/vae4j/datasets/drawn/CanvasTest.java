package org.vae4j.datasets.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanvasTest {

  private static byte[] drawn(double strength, Point... trace) {
    Canvas canvas = new Canvas(5);
    canvas.draw(List.of(trace), 0.75, 0.75);
    byte[] pixels = new byte[25];
    canvas.copyTo(strength, pixels, 0);
    return pixels;
  }

  /** Radius 0.75, edge 1.5: full ink on the line itself, a third of it a pixel away, then none. */
  @Test
  void inkFadesWithTheDistanceFromTheLine() {
    byte[] pixels = drawn(1, new Point(-5, 2.5), new Point(10, 2.5));
    for (int column = 0; column < 5; column++) {
      assertThat(pixels[column]).isZero();
      assertThat(pixels[5 + column] & 0xff).isEqualTo(85);
      assertThat(pixels[10 + column] & 0xff).isEqualTo(255);
      assertThat(pixels[15 + column] & 0xff).isEqualTo(85);
      assertThat(pixels[20 + column]).isZero();
    }
  }

  @Test
  void strengthScalesInk() {
    assertThat(drawn(0.5, new Point(2.5, 2.5), new Point(2.5, 2.5))[12] & 0xff).isEqualTo(128);
  }

  @Test
  void whatLiesOutsideIsCutOff() {
    assertThat(drawn(1, new Point(-9, -9), new Point(-8, -9))).containsOnly(0);
  }
}
