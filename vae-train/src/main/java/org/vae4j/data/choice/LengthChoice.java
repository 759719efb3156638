package org.vae4j.data.choice;

/**
 * How long to train, counted in updates: until the validation loss has reached no new low for a
 * while, and no longer than a bound. The learning rate is halved on the way when it stalls.
 */
final class LengthChoice {
  private static final int MOST_UPDATES = 20_000;
  private static final int PATIENCE_UPDATES = 1_500;
  private static final int LEAST_PATIENCE = 5;
  private static final int STALLS = 3;

  private LengthChoice() {}

  static Choice of(int stepsPerEpoch) {
    int patience = Math.max(LEAST_PATIENCE, ceil(PATIENCE_UPDATES, stepsPerEpoch));
    int epochs = Math.max(2 * patience, ceil(MOST_UPDATES, stepsPerEpoch));
    return new Choice()
        .set("epochs", epochs)
        .set("patience", patience)
        .set("lr-schedule", "plateau")
        .set("lr-patience", Math.max(2, patience / STALLS))
        .set("final-model", "best")
        .tell(
            "trains until %d epochs have brought no new low of the validation loss, %d at most; the model is the best one"
                .formatted(patience, epochs));
  }

  static int ceil(int updates, int stepsPerEpoch) {
    return (updates - 1) / stepsPerEpoch + 1;
  }
}
