package org.vae4j.layers.lean.product;

/**
 * A block of the right factor in panels as wide as a tile: row {@code k} of a panel follows row
 * {@code k - 1}, so that a tile reads its panel from beginning to end. What the last panel has
 * beyond the block means nothing.
 */
final class RightBlock {
  float[] values = {};
  int rows;
  int columns;
  int panels;
  private float[] lines = {};

  /** Takes {@code rows} rows and {@code columns} columns, in panels of {@code width}. */
  void pack(Factor factor, int row, int rows, int column, int columns, int width) {
    this.rows = rows;
    this.columns = columns;
    panels = (columns + width - 1) / width;
    if (values.length < panels * rows * width) {
      values = new float[panels * rows * width];
    }
    int length = Math.max(rows, panels) * width;
    if (lines.length < length) {
      lines = new float[length];
    }
    if (factor.inRows()) {
      for (int k = 0; k < rows; k++) {
        factor.lines().get(row + k, column, columns, lines, 0);
        for (int p = 0; p < panels; p++) {
          System.arraycopy(lines, p * width, values, (p * rows + k) * width, width);
        }
      }
    } else {
      for (int p = 0; p < panels; p++) {
        for (int j = p * width; j < Math.min(columns, (p + 1) * width); j++) {
          factor.lines().get(column + j, row, rows, lines, (j - p * width) * rows);
        }
        transpose(lines, rows, width, values, p * rows * width);
      }
    }
  }

  /** The matrix {@code [width, rows]} to the panel {@code [rows, width]}, four by four. */
  private static void transpose(float[] matrix, int rows, int width, float[] panel, int at) {
    int whole = rows - rows % 4;
    for (int k = 0; k < whole; k += 4) {
      for (int j = 0; j < width; j++) {
        int from = j * rows + k;
        int to = at + k * width + j;
        float first = matrix[from];
        float second = matrix[from + 1];
        float third = matrix[from + 2];
        float fourth = matrix[from + 3];
        panel[to] = first;
        panel[to + width] = second;
        panel[to + 2 * width] = third;
        panel[to + 3 * width] = fourth;
      }
    }
    for (int k = whole; k < rows; k++) {
      for (int j = 0; j < width; j++) {
        panel[at + k * width + j] = matrix[j * rows + k];
      }
    }
  }
}
