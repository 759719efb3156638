package org.vae4j.layers.lean.product;

import java.util.Optional;

/**
 * A tile of the result, small enough to be summed in registers.
 *
 * <p>Implementations use the Vector API, whose fused multiply-add is exactly rounded, interpreted
 * or compiled: the bits are those of a loop of {@link Math#fma(float, float, float)}.
 */
interface Tile {
  /** Two vectors of eight floats: where they are narrower BLAS is faster. */
  int LEAST_COLUMNS = 16;

  /** Rows of the tile. */
  int rows();

  /** Columns of the tile, whole vectors. */
  int columns();

  /**
   * Sums {@code right.rows} products in their order, for each element of a tile.
   *
   * @param left as loaded for tiles of {@link #rows}
   * @param row of the left block that the tile begins with
   * @param right as packed in panels of {@link #columns}
   * @param panel of it
   * @param sums overwritten: row by row, from column {@code panel * columns()} on
   */
  void multiply(LeftBlock left, int row, RightBlock right, int panel, float[][] sums);

  /** The fastest that this JVM can run; empty without the Vector API, or with narrow vectors. */
  static Optional<Tile> fastest() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Optional.empty();
    }
    try {
      // By name: the class is compiled apart, and cannot be linked without the module.
      Tile tile =
          Class.forName("org.vae4j.layers.lean.product.VectorTile")
              .asSubclass(Tile.class)
              .getDeclaredConstructor()
              .newInstance();
      return Optional.of(tile).filter(vectors -> vectors.columns() >= LEAST_COLUMNS);
    } catch (ReflectiveOperationException | LinkageError e) {
      // An incubator module of a later JDK may have changed: ND4J's product is always right.
      return Optional.empty();
    }
  }
}
