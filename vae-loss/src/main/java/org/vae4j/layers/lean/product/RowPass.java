package org.vae4j.layers.lean.product;

/** What is done to some columns of a product, row by row, as the rows are finished. */
@FunctionalInterface
public interface RowPass {
  /**
   * Changes a part of a row in place.
   *
   * @param row which of the product
   * @param values the columns that this pass is for, from place 0 on
   */
  void apply(int row, float[] values);

  /**
   * Makes passes, each for one thread alone, so that it may have memory of its own. Several may be
   * made for the same columns, for different rows of them.
   */
  @FunctionalInterface
  interface Factory {
    /** For columns {@code from} to {@code from + count - 1}. */
    RowPass forColumns(int from, int count);
  }
}
