package org.vae4j.layers.product;

/** What one thread works upon: a block of each factor, and a row of tiles of the result. */
final class Blocks {
  final LeftBlock left = new LeftBlock();
  final RightBlock right = new RightBlock();
  private float[][] strip = {};
  private float[] before = {};

  /**
   * Multiplies the blocks.
   *
   * @param depth columns of the left block, rows of the right one
   * @param height rows of the left block
   * @param width columns of the right block
   * @param row where in the result the block begins
   * @param column likewise
   * @param add whether to add to the result, not to replace it
   * @param pass follows
   */
  void multiply(
      Tile tile,
      int depth,
      int height,
      int width,
      Factor result,
      int row,
      int column,
      boolean add,
      RowPass pass) {
    int panels = (width + tile.columns() - 1) / tile.columns();
    if (before.length < panels * tile.columns()) {
      strip = new float[tile.rows()][panels * tile.columns()];
      before = new float[panels * tile.columns()];
    }
    for (int i = 0; i < height; i += tile.rows()) {
      for (int p = 0; p < panels; p++) {
        tile.multiply(
            depth,
            left.values,
            i * left.rowStride,
            left.rowStride,
            left.columnStride,
            right.values,
            p * depth * tile.columns(),
            strip,
            p * tile.columns());
      }
      for (int r = 0; r < Math.min(tile.rows(), height - i); r++) {
        if (add) {
          result.lines().get(row + i + r, column, width, before);
          add(before, strip[r], width);
        }
        pass.apply(row + i + r, strip[r]);
        result.lines().put(row + i + r, column, width, strip[r]);
      }
    }
  }

  private static void add(float[] before, float[] sums, int count) {
    for (int j = 0; j < count; j++) {
      sums[j] = before[j] + sums[j];
    }
  }
}
