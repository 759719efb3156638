package org.vae4j.layers.product;

import java.util.Optional;

/**
 * A tile of the result, small enough to be summed in registers.
 *
 * <p>Implementations use the Vector API, whose fused multiply-add is exactly rounded, interpreted
 * or compiled: the bits are those of a loop of {@link Math#fma(float, float, float)}.
 */
interface Tile {
  /** Rows of the tile. */
  int rows();

  /** Columns of the tile, whole vectors. */
  int columns();

  /**
   * c = Σ a·b over {@code depth} terms: {@code c[i][cStart + j] = Σ_k a[aStart + i * aRowStride + k
   * * aColumnStride] * b[bStart + k * columns() + j]}, the sum in order of k.
   */
  void multiply(
      int depth,
      float[] a,
      int aStart,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bStart,
      float[][] c,
      int cStart);

  /**
   * The fastest that this JVM can run; empty without the Vector API, and where vectors are so
   * narrow (fewer than eight floats) that BLAS is faster.
   */
  static Optional<Tile> fastest() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Optional.empty();
    }
    try {
      // By name: the class is compiled apart, and cannot be linked without the module.
      Tile tile =
          Class.forName("org.vae4j.layers.product.VectorTile")
              .asSubclass(Tile.class)
              .getDeclaredConstructor()
              .newInstance();
      return Optional.of(tile).filter(vectors -> vectors.columns() >= 16);
    } catch (ReflectiveOperationException | LinkageError e) {
      // An incubator module of a later JDK may have changed: ND4J's product is always right.
      return Optional.empty();
    }
  }
}
