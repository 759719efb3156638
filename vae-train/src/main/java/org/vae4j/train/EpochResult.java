package org.vae4j.train;

import java.util.Optional;
import org.vae4j.loss.LossTerms;

/**
 * The losses of an epoch.
 *
 * @param epoch counts from 1
 * @param iteration parameter updates since the run began
 * @param train the loss over the epoch's batches, while the parameters moved
 * @param validation after the epoch, empty without a validation part
 * @param test after the epoch, empty without a test part
 * @param learningRate of the last update
 * @param seconds that the updates took
 * @param state where training can go on from here
 */
public record EpochResult(
    int epoch,
    int iteration,
    LossTerms train,
    Optional<LossTerms> validation,
    Optional<LossTerms> test,
    double learningRate,
    double seconds,
    TrainingState state) {
  public double examplesPerSecond() {
    return train.examples() / seconds;
  }
}
