package org.vae4j.train;

import java.util.function.Consumer;

/** Is told what training does. Listeners are called in the order in which they were given. */
public interface TrainingListener {
  /** One that is told of epochs alone. */
  static TrainingListener ofEpochs(Consumer<EpochResult> listener) {
    return new TrainingListener() {
      @Override
      public void epochDone(EpochResult result) {
        listener.accept(result);
      }
    };
  }

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

  /**
   * Training is over, as its plan has it.
   *
   * @param state that of the last epoch's end
   */
  default void ended(TrainingState state) {}
}
