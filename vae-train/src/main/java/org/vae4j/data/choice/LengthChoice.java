package org.vae4j.data.choice;

/**
 * How long to train, counted in updates: until the validation loss has reached no new low for a
 * while, and no longer than a bound. The learning rate is halved on the way when it stalls. Where
 * an update takes long, there are fewer of them.
 */
final class LengthChoice {
  private static final int LEAST_PATIENCE = 5;
  private static final int STALLS = 3;

  private LengthChoice() {}

  /** Bounds in updates. */
  private record Updates(int most, int patience) {
    static Updates of(boolean slow) {
      return slow ? new Updates(6_000, 600) : new Updates(20_000, 1_500);
    }
  }

  /**
   * With a validation part.
   *
   * @param best whether the model of the lowest validation loss is taken, and not what is said
   */
  static Choice of(int stepsPerEpoch, boolean slow, boolean best) {
    Updates updates = Updates.of(slow);
    int patience = Math.max(LEAST_PATIENCE, epochs(updates.patience(), stepsPerEpoch));
    int epochs = Math.max(2 * patience, epochs(updates.most(), stepsPerEpoch));
    return new Choice()
        .set("epochs", epochs)
        .set("patience", patience)
        .set("lr-schedule", "plateau")
        .set("lr-patience", Math.max(2, patience / STALLS))
        .set("final-model", "best")
        .tell(
            "trains until %d epochs have brought no new low of the validation loss, %d at most%s"
                .formatted(patience, epochs, best ? "; the model is the best one" : ""));
  }

  /** The same where nothing tells when to stop. */
  static Choice withoutValidation(int stepsPerEpoch, boolean slow) {
    int updates = 2 * Updates.of(slow).patience();
    int epochs = epochs(updates, stepsPerEpoch);
    return new Choice()
        .set("epochs", epochs)
        .tell(
            "no examples to validate on, which would tell when to stop: trains %d epochs, some %,d updates"
                .formatted(epochs, updates));
  }

  /** How many epochs have so many updates. */
  static int epochs(int updates, int stepsPerEpoch) {
    return (updates - 1) / stepsPerEpoch + 1;
  }
}
