package org.vae4j.layers.lean.product;

/** What one thread works upon: a block of each factor, and a row of tiles of the result. */
final class Blocks {
  final LeftBlock left = new LeftBlock();
  final RightBlock right = new RightBlock();
  private float[][] strip = {};
  private float[] before = {};

  /**
   * Multiplies the blocks.
   *
   * @param row where in the result the block begins
   * @param column likewise
   * @param add whether to add to the result, not to replace it
   * @param pass follows
   */
  void multiply(Tile tile, Factor result, int row, int column, boolean add, RowPass pass) {
    int width = right.panels * tile.columns();
    if (before.length < width) {
      strip = new float[tile.rows()][width];
      before = new float[width];
    }
    for (int i = 0; i < left.rows; i += tile.rows()) {
      for (int panel = 0; panel < right.panels; panel++) {
        tile.multiply(left, i, right, panel, strip);
      }
      for (int r = 0; r < Math.min(tile.rows(), left.rows - i); r++) {
        if (add) {
          result.lines().get(row + i + r, column, right.columns, before);
          add(before, strip[r], right.columns);
        }
        pass.apply(row + i + r, strip[r]);
        result.lines().put(row + i + r, column, right.columns, strip[r]);
      }
    }
  }

  private static void add(float[] before, float[] sums, int count) {
    for (int j = 0; j < count; j++) {
      sums[j] = before[j] + sums[j];
    }
  }
}
