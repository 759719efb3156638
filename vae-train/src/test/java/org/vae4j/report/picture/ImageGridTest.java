package org.vae4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ImageGridTest {
  private static final int RGB = 0xffffff;

  @Test
  void laysImagesOutRowByRow() {
    // three 1 × 1 images in two columns: black and white above grey
    INDArray images = Nd4j.createFromArray(new float[][] {{0}, {1}, {0.5f}});
    BufferedImage picture = new ImageGrid(1, 1, 1).draw(images, 2);
    assertThat(picture.getRGB(10, 10) & RGB).isEqualTo(0x000000);
    assertThat(picture.getRGB(70, 10) & RGB).isEqualTo(0xffffff);
    assertThat(picture.getRGB(10, 70) & RGB).isEqualTo(0x808080);
  }

  @Test
  void drawsColoursAndClipsWhatIsOutOfRange() {
    INDArray image = Nd4j.createFromArray(new float[][] {{1.5f, -0.5f, 1}});
    BufferedImage picture = new ImageGrid(1, 1, 3).draw(image, 1);
    assertThat(picture.getRGB(10, 10) & RGB).isEqualTo(0xff00ff);
  }

  @Test
  void readsColoursChannelByChannel() {
    // two pixels side by side, a red one and a blue one
    INDArray image = Nd4j.createFromArray(new float[][] {{1, 0, 0, 0, 0, 1}});
    BufferedImage picture = new ImageGrid(1, 2, 3).draw(image, 1);
    assertThat(picture.getRGB(10, 10) & RGB).isEqualTo(0xff0000);
    assertThat(picture.getRGB(40, 10) & RGB).isEqualTo(0x0000ff);
  }

  /** As where java.io.tmpdir names no folder. */
  @Test
  void needsNoTemporaryFolder(@TempDir Path folder) throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    ImageIO.setCacheDirectory(cache.toFile());
    try {
      Files.delete(cache);
      BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
      Path file = folder.resolve("x.png");
      Files.write(file, ImageGrid.png(picture));
      Files.createDirectory(cache);
      assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(3);
    } finally {
      ImageIO.setCacheDirectory(null);
    }
  }

  /** By its height alone a row of a table would be a hundred times as wide as an image. */
  @Test
  void longRowIsNotEnlarged() {
    BufferedImage picture = new ImageGrid(1, 784, 1).draw(Nd4j.zeros(20, 784), 10);
    assertThat(picture.getWidth()).isEqualTo(10 * (784 + 2) + 2);
    assertThat(picture.getHeight()).isEqualTo(2 * (1 + 2) + 2);
  }

  @Test
  void drawsPairsOneAboveTheOther() {
    INDArray x = Nd4j.createFromArray(new float[][] {{0}, {0}, {0}});
    INDArray y = Nd4j.createFromArray(new float[][] {{1}, {1}, {1}});
    BufferedImage picture = new ImageGrid(1, 1, 1).drawPairs(x, y, 2);
    int cell = 58;
    assertThat(picture.getHeight()).isEqualTo(4 * cell + 2);
    assertThat(picture.getRGB(10, 10) & RGB).isZero();
    assertThat(picture.getRGB(10, 10 + cell) & RGB).isEqualTo(0xffffff);
    assertThat(picture.getRGB(10, 10 + 2 * cell) & RGB).isZero();
    assertThat(picture.getRGB(10, 10 + 3 * cell) & RGB).isEqualTo(0xffffff);
    // the third pair has the last rows to itself
    assertThat(picture.getRGB(10 + cell, 10 + 2 * cell)).isEqualTo(ImageGrid.BACKGROUND);
    assertThat(picture.getRGB(10 + cell, 10 + 3 * cell)).isEqualTo(ImageGrid.BACKGROUND);
  }

  @Test
  void aSheetFilledInPartsIsTheGridDrawnAtOnce() {
    ImageGrid grid = new ImageGrid(2, 3, 1);
    INDArray x = Nd4j.rand(7, 6);
    INDArray y = Nd4j.rand(7, 6);
    ImageGrid.Sheet cells = grid.sheet(7, 3);
    ImageGrid.Sheet pairs = grid.sheet(ImageGrid.cellsOfPairs(7, 3), 3);
    for (int from : new int[] {0, 5}) {
      INDArrayIndex part = NDArrayIndex.interval(from, Math.min(7, from + 5));
      cells.put(from, x.get(part, NDArrayIndex.all()));
      pairs.putPairs(from, x.get(part, NDArrayIndex.all()), y.get(part, NDArrayIndex.all()));
    }
    assertThat(ImageGrid.png(cells.picture())).isEqualTo(ImageGrid.png(grid.draw(x, 3)));
    assertThat(ImageGrid.png(pairs.picture())).isEqualTo(ImageGrid.png(grid.drawPairs(x, y, 3)));
    BufferedImage picture = grid.draw(x, 3);
    assertThat(grid.pixels(7, 3)).isEqualTo((double) picture.getWidth() * picture.getHeight());
  }

  @Test
  void writesPng(@TempDir Path folder) throws IOException {
    BufferedImage picture = new ImageGrid(28, 28, 1).draw(Nd4j.rand(7, 784), 4);
    Path file = folder.resolve("grid.png");
    Files.write(file, ImageGrid.png(picture));
    BufferedImage read = ImageIO.read(file.toFile());
    assertThat(read.getWidth()).isEqualTo(4 * 58 + 2);
    assertThat(read.getRGB(5, 5)).isEqualTo(picture.getRGB(5, 5));
  }

  @Test
  void refusesOtherChannels() {
    assertThatThrownBy(() -> new ImageGrid(2, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 or 3 channels");
  }
}
