package org.vae4j.data.choice;

/**
 * Over how many epochs the KL weight rises, counted in updates. That of a table does not rise:
 * units that took up noise while they were free of charge seldom let go of it.
 */
final class WarmupChoice {
  private static final int UPDATES = 1_000;

  private WarmupChoice() {}

  static Choice of(Values values, int stepsPerEpoch, int epochs) {
    if (values.isTable()) {
      return new Choice().set("kl-warmup", 0);
    }
    int warmup = Math.min(LengthChoice.epochs(UPDATES, stepsPerEpoch), Math.max(1, epochs / 4));
    return new Choice().set("kl-warmup", warmup);
  }
}
