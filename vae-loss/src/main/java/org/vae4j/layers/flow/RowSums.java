package org.vae4j.layers.flow;

import org.vae4j.loss.cores.Cores;

/**
 * Sums over the rows of a batch to the same bits however many cores share the work: those of each
 * block of rows by itself, then the blocks' in their order.
 */
final class RowSums {
  private static final int BLOCK = 32;

  private RowSums() {}

  /** Computes rows {@code from} to {@code to - 1} and adds what they give to the sums. */
  @FunctionalInterface
  interface Rows {
    void addTo(double[] sums, int from, int to);
  }

  /**
   * The sums over all rows.
   *
   * @param nanoseconds what a row takes one core, about
   * @param length how many sums
   */
  static double[] over(int rows, double nanoseconds, int length, Rows body) {
    double[][] ofBlocks = new double[(rows + BLOCK - 1) / BLOCK][length];
    Cores.share(
        ofBlocks.length,
        nanoseconds * BLOCK,
        (from, to) -> {
          for (int block = from; block < to; block++) {
            int first = block * BLOCK;
            body.addTo(ofBlocks[block], first, Math.min(first + BLOCK, rows));
          }
        });
    double[] sums = new double[length];
    for (double[] block : ofBlocks) {
      for (int j = 0; j < length; j++) {
        sums[j] += block[j];
      }
    }
    return sums;
  }
}
