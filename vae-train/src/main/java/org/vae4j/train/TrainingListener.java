package org.vae4j.train;

/** Is told what training does. Listeners are called in the order in which they were given. */
public interface TrainingListener {
  /** After each parameter update. */
  default void stepDone(Step step) {}

  /** After each epoch and the scoring of what was held out. */
  default void epochDone(EpochResult result) {}

  /**
   * Training stops because it was asked to.
   *
   * @param state where it can go on
   */
  default void stopped(TrainingState state) {}
}
