package org.vae4j.evaluate.diagnosis;

import java.util.List;

/**
 * How training went.
 *
 * @param objective what was minimised, of each epoch while the parameters moved, in nats
 * @param train the loss of each epoch while the parameters moved, in nats
 * @param heldOut the loss after each epoch: of validation, or of test where there is none
 * @param settledAfter how many epochs the KL weight or the capacity was still rising
 * @param updates of the parameters in all
 * @param endedByPatience whether it ended because the loss had stopped falling
 * @param keepsBest whether the model is the best one and not the last
 */
public record Course(
    List<Double> objective,
    List<Double> train,
    List<Double> heldOut,
    int settledAfter,
    int updates,
    boolean endedByPatience,
    boolean keepsBest) {
  /** Keeps copies. */
  public Course {
    objective = List.copyOf(objective);
    train = List.copyOf(train);
    heldOut = List.copyOf(heldOut);
  }

  int epochs() {
    return train.size();
  }

  /** The lowest held-out loss of an epoch in which the objective no longer moved. */
  double lowest() {
    return heldOut.stream()
        .skip(Math.min(settledAfter, epochs() - 1))
        .mapToDouble(loss -> loss)
        .min()
        .orElseThrow();
  }

  /** The epoch of the model, from 0. */
  public int epochOfModel() {
    return keepsBest ? heldOut.lastIndexOf(lowest()) : epochs() - 1;
  }

  /** The held-out loss of the model. */
  double heldOutOfModel() {
    return heldOut.get(epochOfModel());
  }

  /** The loss of train in the epoch of the model. */
  double trainOfModel() {
    return train.get(epochOfModel());
  }

  /** The held-out loss of the last epoch. */
  double last() {
    return heldOut.get(epochs() - 1);
  }
}
