package org.vae4j.train;

/**
 * The lowest validation loss of a run so far, and when it was.
 *
 * @param epoch counts from 1; 0 if there was none yet
 * @param loss the negative ELBO, nats per example; infinite if there was none yet
 */
public record LowestLoss(int epoch, double loss) {
  public static final LowestLoss NONE = new LowestLoss(0, Double.POSITIVE_INFINITY);

  /** The lower of this and the loss of a later epoch; of two equal ones, the earlier. */
  LowestLoss or(int laterEpoch, double laterLoss) {
    return laterLoss < loss ? new LowestLoss(laterEpoch, laterLoss) : this;
  }

  /** Whether there was one. */
  public boolean exists() {
    return epoch > 0;
  }
}
