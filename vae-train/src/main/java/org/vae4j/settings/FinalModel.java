package org.vae4j.settings;

/** Which of a run's models is the one that it is about when it is done. */
public enum FinalModel {
  /** That of the last epoch. */
  LATEST,
  /** That of the lowest validation loss. */
  BEST
}
