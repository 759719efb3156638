package org.vae4j.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images side by side in a grid, with a gap between them.
 *
 * @param height of one image, in its own pixels
 * @param width of one image
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record ImageGrid(int height, int width, int channels) {
  private static final int GAP = 2;
  static final int BACKGROUND = 0xff30343c;

  /** A small image is drawn this tall at least, so that a person sees something. */
  private static final int COMFORTABLE_HEIGHT = 56;

  /** But no wider than this: a row of a table is one pixel high, and may be a thousand wide. */
  private static final int WIDEST_ENLARGED = 560;

  public ImageGrid {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("expected 1 or 3 channels, got " + channels);
    }
  }

  /**
   * Draws images row by row.
   *
   * @param images {@code [N, height · width · channels]}, values in [0, 1], channel by channel; the
   *     place of an image of NaN stays empty
   * @param columns images in a row
   */
  public BufferedImage draw(INDArray images, int columns) {
    int count = Math.toIntExact(images.size(0));
    int rows = (count + columns - 1) / columns;
    int scale =
        Math.max(1, Math.min((COMFORTABLE_HEIGHT + height - 1) / height, WIDEST_ENLARGED / width));
    int cellHeight = height * scale + GAP;
    int cellWidth = width * scale + GAP;
    BufferedImage picture =
        new BufferedImage(
            columns * cellWidth + GAP, rows * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, BACKGROUND);
      }
    }
    double[][] values = images.toDoubleMatrix();
    for (int i = 0; i < count; i++) {
      if (Double.isNaN(values[i][0])) {
        continue;
      }
      int top = GAP + i / columns * cellHeight;
      int left = GAP + i % columns * cellWidth;
      for (int y = 0; y < height * scale; y++) {
        for (int x = 0; x < width * scale; x++) {
          picture.setRGB(left + x, top + y, colour(values[i], y / scale, x / scale));
        }
      }
    }
    return picture;
  }

  /**
   * Draws images above their counterparts: a row of x, a row of their reconstructions, and so on.
   *
   * @param x {@code [N, height · width · channels]}
   * @param counterparts of the same shape
   */
  public BufferedImage drawPairs(INDArray x, INDArray counterparts, int columns) {
    int count = Math.toIntExact(x.size(0));
    int perRow = Math.min(columns, count);
    INDArray rows =
        Nd4j.zeros(x.dataType(), 2L * ((count + perRow - 1) / perRow) * perRow, x.size(1));
    for (int i = 0; i < count; i++) {
      int top = 2 * (i / perRow) * perRow + i % perRow;
      rows.putRow(top, x.getRow(i));
      rows.putRow(top + perRow, counterparts.getRow(i));
    }
    return draw(rows, perRow);
  }

  private int colour(double[] image, int y, int x) {
    int at = y * width + x;
    int plane = height * width;
    int red = level(image[at]);
    int green = channels == 1 ? red : level(image[at + plane]);
    int blue = channels == 1 ? red : level(image[at + 2 * plane]);
    return red << 16 | green << 8 | blue;
  }

  private static int level(double value) {
    return (int) Math.round(255 * Math.min(1, Math.max(0, value)));
  }

  /** Writes a picture as PNG. */
  public static void write(BufferedImage picture, Path file) throws IOException {
    // By way of memory: ImageIO prints a stack trace of its own when a file cannot be opened.
    Files.write(file, png(picture));
  }

  /** A picture as the bytes of a PNG file. */
  static byte[] png(BufferedImage picture) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, "png", png)) {
        throw new IllegalStateException("this Java has no PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }
}
