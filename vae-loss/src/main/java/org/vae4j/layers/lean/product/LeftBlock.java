package org.vae4j.layers.lean.product;

/**
 * A block of the left factor as it lies there, line after line: element {@code (i, k)} is {@code
 * values[i * rowStride + k * columnStride]}. The last tile of rows may reach beyond the block, into
 * values that mean nothing.
 */
final class LeftBlock {
  float[] values = {};
  int rows;
  int rowStride;
  int columnStride;

  /** Takes {@code rows} rows and {@code columns} columns, for tiles of so many rows. */
  void load(Factor factor, int row, int rows, int column, int columns, int tileRows) {
    int padded = (rows + tileRows - 1) / tileRows * tileRows;
    if (values.length < padded * columns) {
      values = new float[padded * columns];
    }
    this.rows = rows;
    rowStride = factor.inRows() ? columns : 1;
    columnStride = factor.inRows() ? 1 : padded;
    if (factor.inRows()) {
      for (int i = 0; i < rows; i++) {
        factor.lines().get(row + i, column, columns, values, i * rowStride);
      }
    } else {
      for (int k = 0; k < columns; k++) {
        factor.lines().get(column + k, row, rows, values, k * columnStride);
      }
    }
  }
}
