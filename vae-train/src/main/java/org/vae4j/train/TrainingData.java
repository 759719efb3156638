package org.vae4j.train;

import java.util.Optional;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.DatasetSplits;

/**
 * The batches of a run.
 *
 * @param train shuffled anew every epoch
 * @param validation in order, empty without a validation part
 * @param test in order
 */
public record TrainingData(
    DatasetIterator train, Optional<DatasetIterator> validation, DatasetIterator test) {
  /**
   * The batches of a data set's parts, those of train made by a thread ahead of their use.
   *
   * @param seed of the shuffle
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public static TrainingData of(DatasetSplits splits, int batchSize, long seed) {
    return of(splits, batchSize, seed, true);
  }

  /**
   * The same.
   *
   * @param prefetch whether a thread makes the batches of train ahead; they are the same
   */
  public static TrainingData of(DatasetSplits splits, int batchSize, long seed, boolean prefetch) {
    return new TrainingData(
        new DatasetIterator.Builder(splits.train(), batchSize)
            .shuffle(seed)
            .reuseArrays(true)
            .prefetch(prefetch)
            .build(),
        splits.validation().map(part -> inOrder(part, batchSize)),
        inOrder(splits.test(), batchSize));
  }

  private static DatasetIterator inOrder(Dataset part, int batchSize) {
    return new DatasetIterator.Builder(part, batchSize).reuseArrays(true).build();
  }
}
