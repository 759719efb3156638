package org.vae4j.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.report.picture.Fonts;
import org.vae4j.report.picture.ImageGrid;
import org.vae4j.report.picture.RowNames;

/** What the examples of a data set look like: the first of each class, a row a class. */
public final class ExamplesByClass {
  private static final int ROWS_WITHOUT_LABELS = 10;

  private ExamplesByClass() {}

  /**
   * Tells whether examples are images: not the rows of a table or of numbers, which have a height
   * of 1, and of 1 or 3 channels.
   */
  public static boolean canShow(Dataset part) {
    return part.columns().isEmpty() && part.shape().height() > 1 && Pictures.canShow(part.shape());
  }

  /**
   * Draws the first examples.
   *
   * @param part images, labelled or not; without labels, ten rows follow the order of the set
   * @param perRow how many in a row, at most
   * @param black the number that is drawn black, of numbers that are no integer pixels
   * @param white the number that is drawn white
   * @return the picture, with the classes' names where this machine can draw text
   */
  public static BufferedImage of(Dataset part, int perRow, double black, double white) {
    List<String> names = new ArrayList<>();
    List<int[]> rows = part.hasLabels() ? byClass(part, perRow, names) : inOrder(part, perRow);
    int columns = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    ImageShape shape = part.shape();
    // What a short row lacks stays NaN, which the grid leaves out.
    INDArray images =
        Nd4j.valueArrayOf(new long[] {(long) rows.size() * columns, shape.size()}, Float.NaN);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).length; column++) {
        images.putRow(
            (long) row * columns + column, image(part, rows.get(row)[column], black, white));
      }
    }
    BufferedImage grid =
        new ImageGrid(shape.height(), shape.width(), shape.channels()).draw(images, columns);
    return names.isEmpty() || !Fonts.available() ? grid : RowNames.beside(grid, names);
  }

  private static List<int[]> byClass(Dataset part, int perRow, List<String> names) {
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

  private static List<int[]> inOrder(Dataset part, int perRow) {
    int[] all =
        IntStream.range(0, part.size()).limit((long) ROWS_WITHOUT_LABELS * perRow).toArray();
    List<int[]> rows = new ArrayList<>();
    for (int from = 0; from < all.length; from += perRow) {
      rows.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + perRow)));
    }
    return rows;
  }

  private static INDArray image(Dataset part, int example, double black, double white) {
    float[] values = new float[part.features()];
    part.reader().read(example, 0, values, 0);
    for (int i = 0; i < values.length && !part.hasPixels(); i++) {
      values[i] = white > black ? (float) ((values[i] - black) / (white - black)) : 0;
    }
    return Nd4j.createFromArray(values);
  }
}
