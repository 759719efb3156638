package org.vae4j.train;

/**
 * Lowers the learning rate when the validation loss has not reached a new low for some epochs,
 * counted anew after each time.
 *
 * @param learningRate to start with
 * @param factor what it is multiplied by, in (0, 1)
 * @param patience epochs without a new low, at least 1
 */
public record ReduceOnPlateau(double learningRate, double factor, int patience) {
  public ReduceOnPlateau {
    if (!(learningRate > 0 && factor > 0 && factor < 1 && patience >= 1)) {
      throw new IllegalArgumentException(
          "expected learningRate > 0, factor in (0, 1) and patience >= 1, got %s, %s and %d"
              .formatted(learningRate, factor, patience));
    }
  }

  /** The reductions after an epoch. */
  RateReductions after(int epoch, LowestLoss lowest, RateReductions before) {
    int since = Math.max(lowest.epoch(), before.epoch());
    return lowest.exists() && epoch - since >= patience
        ? new RateReductions(before.count() + 1, epoch)
        : before;
  }

  /** learningRate · factor<sup>count</sup>. */
  double rate(RateReductions reductions) {
    return learningRate * StrictMath.pow(factor, reductions.count());
  }
}
