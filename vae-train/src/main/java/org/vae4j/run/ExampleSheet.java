package org.vae4j.run;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.report.Fonts;
import org.vae4j.report.ImageGrid;
import org.vae4j.report.RowNames;

/** What the examples of a data set look like: the first of each class, a row a class. */
public final class ExampleSheet {
  private static final int ROWS_WITHOUT_LABELS = 10;
  private static final float MAX_PIXEL = 255;

  private ExampleSheet() {}

  /**
   * Draws the first examples.
   *
   * @param part labelled or not; without labels, ten rows follow the order of the set
   * @param perRow how many in a row, at most
   * @return the picture, with the classes' names where this machine can draw text
   */
  public static BufferedImage of(ImageDataset part, int perRow) {
    List<String> names = new ArrayList<>();
    List<int[]> rows = part.hasLabels() ? byClass(part, perRow, names) : inOrder(part, perRow);
    int columns = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    ImageShape shape = part.shape();
    // What a short row lacks stays NaN, which the grid leaves out.
    INDArray images =
        Nd4j.valueArrayOf(new long[] {(long) rows.size() * columns, shape.size()}, Float.NaN);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).length; column++) {
        images.putRow((long) row * columns + column, image(part, rows.get(row)[column]));
      }
    }
    BufferedImage grid =
        new ImageGrid(shape.height(), shape.width(), shape.channels()).draw(images, columns);
    return names.isEmpty() || !Fonts.available() ? grid : RowNames.beside(grid, names);
  }

  private static List<int[]> byClass(ImageDataset part, int perRow, List<String> names) {
    int[] labels = part.labels();
    List<int[]> rows = new ArrayList<>();
    for (int label = 0; label < part.classNames().size(); label++) {
      int wanted = label;
      int[] row =
          IntStream.range(0, labels.length)
              .filter(i -> labels[i] == wanted)
              .limit(perRow)
              .toArray();
      if (row.length > 0) {
        rows.add(row);
        names.add(part.classNames().get(label));
      }
    }
    return rows;
  }

  private static List<int[]> inOrder(ImageDataset part, int perRow) {
    int[] all =
        IntStream.range(0, part.size()).limit((long) ROWS_WITHOUT_LABELS * perRow).toArray();
    List<int[]> rows = new ArrayList<>();
    for (int from = 0; from < all.length; from += perRow) {
      rows.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + perRow)));
    }
    return rows;
  }

  private static INDArray image(ImageDataset part, int example) {
    byte[] bytes = part.image(example);
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = (bytes[i] & 0xff) / MAX_PIXEL;
    }
    return Nd4j.createFromArray(values);
  }
}
