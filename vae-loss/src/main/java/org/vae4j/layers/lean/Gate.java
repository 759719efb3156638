package org.vae4j.layers.lean;

/** What a rectifier let through of a matrix: 1 where the value was positive, else 0. */
final class Gate {
  private final int rows;
  private final int columns;
  private final float[] open;

  /** Shut. */
  Gate(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.open = new float[rows * columns];
  }

  boolean fits(int rows, int columns) {
    return this.rows == rows && this.columns == columns;
  }

  /** Notes a row, from a column on. */
  void put(int row, int from, float[] values) {
    System.arraycopy(values, 0, open, row * columns + from, values.length);
  }

  /** Reads a row, from a column on. */
  void get(int row, int from, float[] into) {
    System.arraycopy(open, row * columns + from, into, 0, into.length);
  }
}
