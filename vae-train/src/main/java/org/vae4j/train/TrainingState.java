package org.vae4j.train;

import org.vae4j.loss.RunningLossTerms;

/**
 * Where training stands, as far as the network does not know it: with the network's parameters,
 * updater state and counts, all that is needed to go on to the same bits. Randomness is keyed by
 * seed, epoch and batch and leaves no state behind.
 *
 * @param seed of the noise
 * @param epoch how many epochs are done, their scoring included
 * @param batch how many batches of the next epoch are done
 * @param sums of the loss terms over those batches
 * @param seconds that those batches took
 * @param lowest the lowest validation loss so far
 * @param reductions of the learning rate so far
 */
public record TrainingState(
    long seed,
    int epoch,
    int batch,
    RunningLossTerms.Sums sums,
    double seconds,
    LowestLoss lowest,
    RateReductions reductions) {
  public TrainingState {
    if (epoch < 0 || batch < 0 || sums.examples() < batch || !(seconds >= 0)) {
      throw new IllegalArgumentException(
          "expected a position in training, got epoch %d, batch %d, %d examples, %s seconds"
              .formatted(epoch, batch, sums.examples(), seconds));
    }
  }

  /** Before the first step. */
  public static TrainingState start(long seed) {
    return startOf(seed, 0, LowestLoss.NONE, RateReductions.NONE);
  }

  /** Between two epochs. */
  static TrainingState startOf(long seed, int epoch, LowestLoss lowest, RateReductions reductions) {
    return new TrainingState(seed, epoch, 0, RunningLossTerms.Sums.NONE, 0, lowest, reductions);
  }

  /** Further on in the same epoch. */
  TrainingState at(int batch, RunningLossTerms.Sums sums, double seconds) {
    return new TrainingState(seed, epoch, batch, sums, seconds, lowest, reductions);
  }

  /** Whether it is the end of the epoch with the lowest validation loss so far. */
  public boolean isLowest() {
    return batch == 0 && lowest.exists() && lowest.epoch() == epoch;
  }

  /** In words, counting from 1. */
  public String position() {
    return batch == 0 ? "epoch " + epoch : "epoch %d, batch %d".formatted(epoch + 1, batch);
  }
}
