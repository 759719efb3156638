package org.vae4j.layers;

/** When a loss layer looks whether all labels are in the domain of its likelihood. */
public enum LabelCheck {
  /**
   * At the first batch that a network sees after it was made or loaded: what is wrong with data is
   * mostly wrong with all of it.
   */
  FIRST_BATCH,

  /**
   * At every batch: some 5 ns a label, so about half a millisecond for 128 images of 28×28, of the
   * ten or so that a step of the MNIST example takes.
   */
  EVERY_BATCH,

  /**
   * Never. Labels outside the domain are then computed with, as far as the formula goes; only where
   * the loss of an example becomes infinite or NaN are its labels looked at.
   */
  NONE;

  /**
   * Whether a batch is to be looked at.
   *
   * @param looked whether one was before
   */
  boolean isDue(boolean looked) {
    return this == EVERY_BATCH || (this == FIRST_BATCH && !looked);
  }
}
