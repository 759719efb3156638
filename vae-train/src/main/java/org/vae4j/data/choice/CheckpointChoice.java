package org.vae4j.data.choice;

/**
 * How often a run is written down: not after every epoch of a few updates, for then it would write
 * longer than it trains.
 */
final class CheckpointChoice {
  /** So many take seconds, and a checkpoint a tenth of one. */
  private static final int UPDATES = 500;

  private CheckpointChoice() {}

  static Choice of(int stepsPerEpoch) {
    return new Choice().set("checkpoint-every-epochs", Math.max(1, UPDATES / stepsPerEpoch));
  }
}
