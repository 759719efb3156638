package org.vae4j.layers.lean.product;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A {@link Tile} of six rows, two vectors wide. Its twelve sums are so many that the processor
 * always has another one to add to while the last addition is under way, and so few that they, the
 * two vectors of b and one of a fit in sixteen registers.
 */
final class VectorTile implements Tile {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = LANES.length();

  /**
   * Multiplies a tile at once: what a later JDK's incubator lacks is missed when it is first used.
   */
  VectorTile() {
    multiply(new float[6], 0, 1, 6, new float[2 * WIDTH], 0, 1, new float[6][2 * WIDTH], 0);
  }

  @Override
  public int rows() {
    return 6;
  }

  @Override
  public int columns() {
    return 2 * WIDTH;
  }

  @Override
  public void multiply(LeftBlock left, int row, RightBlock right, int panel, float[][] sums) {
    multiply(
        left.values,
        row * left.rowStride,
        left.rowStride,
        left.columnStride,
        right.values,
        panel * right.rows * columns(),
        right.rows,
        sums,
        panel * columns());
  }

  /**
   * {@code c[i][cStart + j] = Σ_k a[aStart + i * rowStride + k * columnStride] * b[bStart + k *
   * columns() + j]}. Written out: the compiler keeps a vector in a register only if it is a
   * variable of its own.
   */
  private static void multiply(
      float[] a,
      int aStart,
      int rowStride,
      int columnStride,
      float[] b,
      int bStart,
      int depth,
      float[][] c,
      int cStart) {
    FloatVector left0 = FloatVector.zero(LANES);
    FloatVector right0 = FloatVector.zero(LANES);
    FloatVector left1 = FloatVector.zero(LANES);
    FloatVector right1 = FloatVector.zero(LANES);
    FloatVector left2 = FloatVector.zero(LANES);
    FloatVector right2 = FloatVector.zero(LANES);
    FloatVector left3 = FloatVector.zero(LANES);
    FloatVector right3 = FloatVector.zero(LANES);
    FloatVector left4 = FloatVector.zero(LANES);
    FloatVector right4 = FloatVector.zero(LANES);
    FloatVector left5 = FloatVector.zero(LANES);
    FloatVector right5 = FloatVector.zero(LANES);
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(LANES, b, bStart + 2 * k * WIDTH);
      FloatVector right = FloatVector.fromArray(LANES, b, bStart + 2 * k * WIDTH + WIDTH);
      int column = aStart + k * columnStride;
      FloatVector a0 = FloatVector.broadcast(LANES, a[column]);
      left0 = a0.fma(left, left0);
      right0 = a0.fma(right, right0);
      FloatVector a1 = FloatVector.broadcast(LANES, a[column + rowStride]);
      left1 = a1.fma(left, left1);
      right1 = a1.fma(right, right1);
      FloatVector a2 = FloatVector.broadcast(LANES, a[column + 2 * rowStride]);
      left2 = a2.fma(left, left2);
      right2 = a2.fma(right, right2);
      FloatVector a3 = FloatVector.broadcast(LANES, a[column + 3 * rowStride]);
      left3 = a3.fma(left, left3);
      right3 = a3.fma(right, right3);
      FloatVector a4 = FloatVector.broadcast(LANES, a[column + 4 * rowStride]);
      left4 = a4.fma(left, left4);
      right4 = a4.fma(right, right4);
      FloatVector a5 = FloatVector.broadcast(LANES, a[column + 5 * rowStride]);
      left5 = a5.fma(left, left5);
      right5 = a5.fma(right, right5);
    }
    left0.intoArray(c[0], cStart);
    right0.intoArray(c[0], cStart + WIDTH);
    left1.intoArray(c[1], cStart);
    right1.intoArray(c[1], cStart + WIDTH);
    left2.intoArray(c[2], cStart);
    right2.intoArray(c[2], cStart + WIDTH);
    left3.intoArray(c[3], cStart);
    right3.intoArray(c[3], cStart + WIDTH);
    left4.intoArray(c[4], cStart);
    right4.intoArray(c[4], cStart + WIDTH);
    left5.intoArray(c[5], cStart);
    right5.intoArray(c[5], cStart + WIDTH);
  }
}
