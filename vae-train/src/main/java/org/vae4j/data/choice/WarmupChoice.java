package org.vae4j.data.choice;

/** Over how many epochs the KL weight rises, counted in updates. */
final class WarmupChoice {
  private static final int UPDATES = 1_000;

  private WarmupChoice() {}

  static Choice of(int stepsPerEpoch, int epochs) {
    int warmup = Math.min(LengthChoice.ceil(UPDATES, stepsPerEpoch), Math.max(1, epochs / 4));
    return new Choice().set("kl-warmup", warmup);
  }
}
