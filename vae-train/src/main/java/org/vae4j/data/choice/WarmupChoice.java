package org.vae4j.data.choice;

/**
 * Over how many epochs the KL weight of convolutions rises, counted in updates: without, they
 * collapse on drawings. That of dense layers does not rise, as they do not collapse; on MNIST they
 * end lower without, and units of a table that took up noise while it was free of charge seldom let
 * go of it.
 */
final class WarmupChoice {
  private static final int UPDATES = 1_000;

  private WarmupChoice() {}

  static Choice of(boolean convolutions, int stepsPerEpoch, int epochs) {
    if (!convolutions) {
      return new Choice().set("kl-warmup", 0);
    }
    int warmup = Math.min(LengthChoice.epochs(UPDATES, stepsPerEpoch), Math.max(1, epochs / 4));
    return new Choice().set("kl-warmup", warmup);
  }
}
