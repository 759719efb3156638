package org.vae4j.datasets.arrays;

/**
 * Walks through the values of an array, index by index, the last index changing fastest; each index
 * has its own distance between neighbours.
 */
final class StridedWalk {
  private final int[] sizes;
  private final int[] strides;
  private final int[] index;
  private int place;

  /**
   * @param sizes of the indices, each 1 or more
   * @param strides how far apart neighbours along each of them are
   */
  StridedWalk(int[] sizes, int[] strides) {
    this.sizes = sizes;
    this.strides = strides;
    this.index = new int[sizes.length];
  }

  /** The place of the next value. */
  int next() {
    int now = place;
    for (int d = sizes.length - 1; d >= 0; d--) {
      place += strides[d];
      if (++index[d] < sizes[d]) {
        break;
      }
      place -= strides[d] * sizes[d];
      index[d] = 0;
    }
    return now;
  }
}
