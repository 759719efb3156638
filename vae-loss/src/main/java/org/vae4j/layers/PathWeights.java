package org.vae4j.layers;

/**
 * The normalised importance weights of a step's draws, on their way from the loss layer's backward
 * pass to the sampling layer's. Both run on one thread, one behind the other.
 */
final class PathWeights {
  private static final ThreadLocal<double[]> OF_STEP = new ThreadLocal<>();

  private PathWeights() {}

  /** Leaves them for the sampling layer, N·K of them. */
  static void leave(double[] weights) {
    OF_STEP.set(weights);
  }

  /**
   * Takes what the loss layer has left.
   *
   * @param taker who asks, for messages
   * @param draws how many there should be
   * @throws IllegalStateException if there are none, or another number
   */
  static double[] take(String taker, int draws) {
    double[] weights = OF_STEP.get();
    OF_STEP.remove();
    if (weights == null) {
      throw new IllegalStateException(
          "%s: expected the importance weights of this step, which an ImportanceWeightedLossLayer of gradient DOUBLY_REPARAMETERISED leaves for one sampling layer, got none"
              .formatted(taker));
    }
    if (weights.length != draws) {
      throw new IllegalStateException(
          "%s: expected %d importance weights, one for each draw, got %d"
              .formatted(taker, draws, weights.length));
    }
    return weights;
  }

  /** Takes these back, if nobody took them; says whether that was so. */
  static boolean takeBack(double[] weights) {
    boolean lieThere = OF_STEP.get() == weights;
    if (lieThere) {
      OF_STEP.remove();
    }
    return lieThere;
  }
}
