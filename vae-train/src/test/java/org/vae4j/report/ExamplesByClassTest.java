package org.vae4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;

class ExamplesByClassTest {
  private static final int WHITE = 0xffffffff;
  private static final int BLACK = 0xff000000;

  /** Images are drawn 56 pixels tall at least, behind a gap of 2: each of 2 × 2 in 28 × 28. */
  @Test
  void floatsAreDrawnBetweenTheirBounds() {
    Dataset images =
        Dataset.unlabelled(
            "floats", ImageShape.grey(2, 2), new float[] {-3, 5, 1, -3, 5, 5, 5, 5, 0, 0, 0, 0});
    assertThat(ExamplesByClass.canShow(images)).isTrue();
    BufferedImage sheet = ExamplesByClass.of(images, 2, -3, 5);
    assertThat(sheet.getWidth()).isEqualTo(2 * 58 + 2);
    assertThat(sheet.getHeight()).isEqualTo(2 * 58 + 2);
    assertThat(sheet.getRGB(2, 2)).isEqualTo(BLACK);
    assertThat(sheet.getRGB(2 + 28, 2)).isEqualTo(WHITE);
    assertThat(sheet.getRGB(2, 2 + 28) & 0xff).isBetween(127, 128);
    assertThat(sheet.getRGB(2 + 58, 2)).isEqualTo(WHITE);
    // 3/8 of 255
    assertThat(sheet.getRGB(2, 2 + 58) & 0xff).isBetween(95, 96);
  }

  @Test
  void imagesThatAreAllTheSameAreDrawn() {
    Dataset images = Dataset.unlabelled("one", ImageShape.grey(2, 2), new float[4]);
    assertThat(ExamplesByClass.of(images, 1, 0, 0).getRGB(2, 2)).isEqualTo(BLACK);
  }

  @Test
  void bytesAreDrawnAsTheyAre() {
    byte[] pixels = {0, (byte) 255, 51, 0};
    Dataset images = Dataset.unlabelled("bytes", ImageShape.grey(2, 2), pixels);
    BufferedImage sheet = ExamplesByClass.of(images, 1, 0, 51);
    assertThat(sheet.getRGB(2 + 28, 2)).isEqualTo(WHITE);
    assertThat(sheet.getRGB(2, 2 + 28) & 0xff).isEqualTo(51);
  }

  @Test
  void rowsAreNoImages() {
    Dataset rows = Dataset.unlabelled("rows", ImageShape.grey(1, 4), new float[4]);
    assertThat(ExamplesByClass.canShow(rows)).isFalse();
    List<Column> columns =
        List.of(Column.numeric("a"), Column.numeric("b"), Column.numeric("c"), Column.numeric("d"));
    Dataset table = Dataset.table("table", columns, new float[4], new int[0], List.of());
    assertThat(ExamplesByClass.canShow(table.withShape(ImageShape.grey(2, 2)))).isFalse();
  }
}
