package org.vae4j.train;

import org.vae4j.model.Vae;

/** Keeps a copy of the model of the lowest validation loss, in memory. */
public final class BestModel implements TrainingListener {
  private final Vae trained;
  private Vae best;

  public BestModel(Vae trained) {
    this.trained = trained;
  }

  @Override
  public void epochDone(EpochResult result) {
    if (result.state().isLowest()) {
      if (best == null) {
        best = trained.copy();
      } else {
        best.assign(trained);
      }
    }
  }

  /**
   * The model as it was after the epoch of the lowest validation loss.
   *
   * @throws IllegalStateException if no epoch had a validation loss that counts
   */
  public Vae vae() {
    if (best == null) {
      throw new IllegalStateException("expected an epoch with a validation loss, there was none");
    }
    return best;
  }
}
