package org.vae4j.layers.lean.product;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/**
 * The product of two matrices, {@code [M, K] · [K, N]}.
 *
 * <p>For FLOAT it is computed here if the JVM has the Vector API and vectors wide enough (see
 * {@link Tile}); else ND4J computes it. The plan is that of Goto and van de Geijn, "Anatomy of
 * High-Performance Matrix Multiplication" (2008): a block of the right factor is packed so that it
 * fits the second cache of a core, and the result is made in tiles that stay in registers while
 * they are summed.
 *
 * <p>An element of the result is the sum of its K products in their order, each added by a fused
 * multiply-add, {@value #DEPTH} at a time; the sums of these are added in their order. So the bits
 * depend neither on the width of the vectors nor on how many cores share the work.
 *
 * <p>A thread that multiplies keeps about a megabyte for its blocks.
 */
public final class MatrixProduct {
  /** So many products are summed before the sum is added to the result. */
  static final int DEPTH = 1024;

  /** Floats of the packed block of the right factor: half a megabyte, with room for the rest. */
  private static final int RIGHT_BLOCK = 1 << 17;

  /** So many columns at a time, however few terms they have. */
  private static final int MOST_COLUMNS = 4096;

  /** Floats of the block of the left factor. */
  private static final int LEFT_BLOCK = 1 << 15;

  /** Of a multiplication. */
  private static final double NANOSECONDS = 0.01;

  private static final Optional<Tile> TILE = Tile.fastest();

  private static final ThreadLocal<Blocks> BLOCKS = ThreadLocal.withInitial(Blocks::new);

  private static final RowPass NOTHING = (row, values) -> {};

  private final Tile tile;
  private final Factor left;
  private final Factor right;
  private final Factor result;
  private final boolean add;
  private final RowPass.Factory then;

  private MatrixProduct(
      Tile tile,
      INDArray left,
      INDArray right,
      INDArray result,
      boolean add,
      RowPass.Factory then) {
    this.tile = tile;
    this.left = Factor.of(left);
    this.right = Factor.of(right);
    this.result = Factor.of(result);
    this.add = add;
    this.then = then;
  }

  /**
   * result = left · right.
   *
   * @param left {@code [M, K]}, FLOAT or DOUBLE, in any order, view or not
   * @param right {@code [K, N]}, of the same type, likewise
   * @param result {@code [M, N]}, of the same type, likewise, apart from both
   * @throws IllegalArgumentException if shapes or types do not fit, or one is empty
   */
  public static void set(INDArray left, INDArray right, INDArray result) {
    compute(TILE, left, right, result, false);
  }

  /** result += left · right, else as {@link #set(INDArray, INDArray, INDArray)}. */
  public static void add(INDArray left, INDArray right, INDArray result) {
    compute(TILE, left, right, result, true);
  }

  /**
   * result = left · right, then {@code then}, row by row while they are in the cache; else as
   * {@link #set(INDArray, INDArray, INDArray)}.
   *
   * @param result {@code [M, N]}, FLOAT, the elements of a row side by side
   */
  public static void set(INDArray left, INDArray right, INDArray result, RowPass.Factory then) {
    compute(TILE, left, right, result, then);
  }

  static void compute(
      Optional<Tile> tile, INDArray left, INDArray right, INDArray result, RowPass.Factory then) {
    requireFit(left, right, result);
    if (result.dataType() != DataType.FLOAT || !Factor.liesInRows(result)) {
      throw new IllegalArgumentException(
          "expected a result of FLOAT whose rows lie side by side, got %s with strides %s"
              .formatted(result.dataType(), Arrays.toString(result.stride())));
    }
    if (tile.isPresent()) {
      new MatrixProduct(tile.get(), left, right, result, false, then).compute();
    } else {
      byNd4j(left, right, result, false);
      pass(then, HostMatrix.of(result));
    }
  }

  static void compute(
      Optional<Tile> tile, INDArray left, INDArray right, INDArray result, boolean add) {
    requireFit(left, right, result);
    if (tile.isEmpty() || result.dataType() != DataType.FLOAT) {
      byNd4j(left, right, result, add);
      return;
    }
    RowPass.Factory nothing = (from, count) -> NOTHING;
    if (Factor.liesInRows(result)) {
      new MatrixProduct(tile.get(), left, right, result, add, nothing).compute();
    } else {
      new MatrixProduct(
              tile.get(), right.transpose(), left.transpose(), result.transpose(), add, nothing)
          .compute();
    }
  }

  /** The cores share the columns. */
  private static void pass(RowPass.Factory then, HostMatrix result) {
    Cores.share(
        result.columns(),
        result.rows(), // a nanosecond an element
        (from, to) -> {
          RowPass pass = then.forColumns(from, to - from);
          float[] values = new float[to - from];
          for (int i = 0; i < result.rows(); i++) {
            result.get(i, from, values.length, values);
            pass.apply(i, values);
            result.put(i, from, values.length, values);
          }
        });
  }

  private static void requireFit(INDArray left, INDArray right, INDArray result) {
    if (left.size(1) != right.size(0)
        || left.size(0) != result.size(0)
        || right.size(1) != result.size(1)
        || Stream.of(left, right, result).anyMatch(matrix -> matrix.length() == 0)) {
      throw new IllegalArgumentException(
          "expected [M, K] · [K, N] = [M, N], none of them 0, got %s · %s = %s"
              .formatted(
                  Arrays.toString(left.shape()),
                  Arrays.toString(right.shape()),
                  Arrays.toString(result.shape())));
    }
    if (left.dataType() != result.dataType() || right.dataType() != result.dataType()) {
      throw new IllegalArgumentException(
          "expected matrices of one type, got %s · %s = %s"
              .formatted(left.dataType(), right.dataType(), result.dataType()));
    }
  }

  /** BLAS is column-major: of a row-major result it makes the transpose, without a copy. */
  private static void byNd4j(INDArray left, INDArray right, INDArray result, boolean add) {
    if (result.elementWiseStride() != 1) { // a part of something larger, which gemm refuses
      INDArray product = left.mmul(right);
      result.assign(add ? product.addi(result) : product);
    } else if (Factor.liesInRows(result)) {
      Nd4j.gemm(
          right.transpose(), left.transpose(), result.transpose(), false, false, 1, add ? 1 : 0);
    } else {
      Nd4j.gemm(left, right, result, false, false, 1, add ? 1 : 0);
    }
  }

  /** The cores share the columns, each with its own block of the right factor; or the rows. */
  private void compute() {
    int tilesDown = ceil(result.rows(), tile.rows());
    int tilesAcross = ceil(result.columns(), tile.columns());
    double perTile = NANOSECONDS * tile.rows() * tile.columns() * left.columns();
    if (tilesAcross > 1 && tilesAcross >= tilesDown / 8) {
      Cores.share(
          tilesAcross,
          perTile * tilesDown,
          (from, to) ->
              compute(
                  0,
                  result.rows(),
                  from * tile.columns(),
                  Math.min(to * tile.columns(), result.columns())));
    } else {
      Cores.share(
          tilesDown,
          perTile * tilesAcross,
          (from, to) ->
              compute(
                  from * tile.rows(),
                  Math.min(to * tile.rows(), result.rows()),
                  0,
                  result.columns()));
    }
  }

  /** A rectangle of the result. */
  private void compute(int fromRow, int toRow, int fromColumn, int toColumn) {
    Blocks blocks = BLOCKS.get();
    int terms = left.columns();
    int depth = Math.min(DEPTH, terms);
    int columns = wholeTiles(Math.min(MOST_COLUMNS, RIGHT_BLOCK / depth), tile.columns());
    int rows = wholeTiles(LEFT_BLOCK / depth, tile.rows());
    for (int n = fromColumn; n < toColumn; n += columns) {
      int width = Math.min(columns, toColumn - n);
      RowPass last = then.forColumns(n, width);
      for (int k = 0; k < terms; k += DEPTH) {
        int count = Math.min(DEPTH, terms - k);
        RowPass pass = k + count == terms ? last : NOTHING;
        blocks.right.pack(right, k, count, n, width, tile.columns());
        for (int m = fromRow; m < toRow; m += rows) {
          int height = Math.min(rows, toRow - m);
          blocks.left.load(left, m, height, k, count, tile.rows());
          blocks.multiply(tile, result, m, n, add || k > 0, pass);
        }
      }
    }
  }

  private static int wholeTiles(int length, int tile) {
    return Math.max(1, length / tile) * tile;
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }
}
