package org.vae4j.layers.bench;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What is timed side by side must compute the same numbers. */
final class Agreement {
  private Agreement() {}

  /**
   * Compares element by element.
   *
   * @param tolerance absolute
   * @throws IllegalStateException if they differ by more, or one is not a number
   */
  static void require(String what, INDArray ours, INDArray theirs, double tolerance) {
    requireDifference(what, ours.sub(theirs).amaxNumber().doubleValue(), tolerance);
  }

  /** Compares two numbers. */
  static void require(String what, double ours, double theirs, double tolerance) {
    requireDifference(what, Math.abs(ours - theirs), tolerance);
  }

  private static void requireDifference(String what, double difference, double tolerance) {
    if (!(difference <= tolerance)) {
      throw new IllegalStateException(
          "%s: ours and theirs differ by %s, expected %s at most"
              .formatted(what, difference, tolerance));
    }
  }
}
