package org.vae4j.report.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

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

  /** A small image's longer side is drawn of this length at least, so that a person sees it. */
  private static final int COMFORTABLE_SIDE = 56;

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
    Sheet sheet = sheet(images.size(0), columns);
    sheet.put(0, images);
    return sheet.picture();
  }

  /**
   * An empty sheet.
   *
   * @param cells how many images have room
   * @param columns images in a row
   */
  public Sheet sheet(long cells, int columns) {
    return new Sheet(Math.toIntExact((cells + columns - 1) / columns), columns);
  }

  /** How many pixels such a sheet has, which may be more than a long holds. */
  public double pixels(long cells, int columns) {
    long rows = (cells + columns - 1) / columns;
    return ((double) rows * cellHeight() + GAP) * ((double) columns * cellWidth() + GAP);
  }

  /** A picture that images are put into, a part at a time; where none is put it stays empty. */
  public final class Sheet {
    private final int columns;
    private final BufferedImage picture;

    private Sheet(int rows, int columns) {
      this.columns = columns;
      picture =
          new BufferedImage(
              columns * cellWidth() + GAP, rows * cellHeight() + GAP, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < picture.getHeight(); y++) {
        for (int x = 0; x < picture.getWidth(); x++) {
          picture.setRGB(x, y, BACKGROUND);
        }
      }
    }

    /**
     * Puts images side by side, row by row.
     *
     * @param first the cell of the first one, counted row by row from 0
     * @param images {@code [N, height · width · channels]}
     */
    public void put(long first, INDArray images) {
      double[][] values = images.toDoubleMatrix();
      for (int i = 0; i < values.length; i++) {
        put(Math.toIntExact(first + i), values[i]);
      }
    }

    /**
     * Puts images above their counterparts: a row of x, a row of their reconstructions, and so on.
     *
     * @param first the pair that comes first, counted from 0
     * @param x {@code [N, height · width · channels]}
     * @param counterparts of the same shape
     */
    public void putPairs(int first, INDArray x, INDArray counterparts) {
      double[][] above = x.toDoubleMatrix();
      double[][] below = counterparts.toDoubleMatrix();
      for (int i = 0; i < above.length; i++) {
        int pair = first + i;
        int top = 2 * (pair / columns) * columns + pair % columns;
        put(top, above[i]);
        put(top + columns, below[i]);
      }
    }

    private void put(int cell, double... image) {
      if (Double.isNaN(image[0])) {
        return;
      }
      int top = GAP + cell / columns * cellHeight();
      int left = GAP + cell % columns * cellWidth();
      for (int y = 0; y < height * scale(); y++) {
        for (int x = 0; x < width * scale(); x++) {
          picture.setRGB(left + x, top + y, colour(image, y / scale(), x / scale()));
        }
      }
    }

    /** What has been put so far. */
    public BufferedImage picture() {
      return picture;
    }
  }

  /**
   * Draws images above their counterparts: a row of x, a row of their reconstructions, and so on.
   *
   * @param x {@code [N, height · width · channels]}
   * @param counterparts of the same shape
   */
  public BufferedImage drawPairs(INDArray x, INDArray counterparts, int columns) {
    int perRow = (int) Math.min(columns, x.size(0));
    Sheet sheet = sheet(cellsOfPairs(x.size(0), perRow), perRow);
    sheet.putPairs(0, x, counterparts);
    return sheet.picture();
  }

  /** How many cells pairs take, with what is left empty in their last two rows. */
  public static long cellsOfPairs(long pairs, int columns) {
    return 2 * ((pairs + columns - 1) / columns) * columns;
  }

  private int scale() {
    int side = Math.max(height, width);
    return Math.max(1, (COMFORTABLE_SIDE + side - 1) / side);
  }

  private int cellHeight() {
    return height * scale() + GAP;
  }

  private int cellWidth() {
    return width * scale() + GAP;
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

  /** A picture as the bytes of a PNG file. */
  public static byte[] png(BufferedImage picture) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    // In memory: a plain stream would be given a cache on disk, in a folder that may not be there.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      if (!ImageIO.write(picture, "png", out)) {
        throw new IllegalStateException("this Java has no PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }
}
