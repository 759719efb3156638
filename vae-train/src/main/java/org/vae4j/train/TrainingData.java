package org.vae4j.train;

import java.util.Optional;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.DatasetSplits;

/**
 * The batches that a model is trained on, and those that are held out.
 *
 * <p>Any DL4J iterator will do; its features are x, and its labels are not looked at. (A batch
 * whose labels are its features, the same array, is taken with its masks.) It is reset before each
 * epoch. A {@link DatasetIterator} goes to the epoch by its number instead, so that training that
 * goes on in the middle of an epoch finds the same batches; an iterator that shuffles by itself
 * cannot promise that.
 *
 * @param train what is learned from
 * @param validation scored after each epoch; may end training early, or lower the learning rate
 * @param test scored after each epoch; decides nothing
 */
public record TrainingData(
    DataSetIterator train, Optional<DataSetIterator> validation, Optional<DataSetIterator> test) {
  /** Nothing is held out. */
  public static TrainingData of(DataSetIterator train) {
    return new TrainingData(train, Optional.empty(), Optional.empty());
  }

  /** The same with a validation part. */
  public TrainingData withValidation(DataSetIterator held) {
    return new TrainingData(train, Optional.of(held), test);
  }

  /**
   * The batches of a data set's parts: train shuffled anew every epoch, its batches made by a
   * thread ahead of their use; the others in their order.
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
  static TrainingData of(DatasetSplits splits, int batchSize, long seed, boolean prefetch) {
    return new TrainingData(
        new DatasetIterator.Builder(splits.train(), batchSize)
            .shuffle(seed)
            .reuseArrays(true)
            .prefetch(prefetch)
            .build(),
        splits.validation().map(part -> inOrder(part, batchSize)),
        Optional.of(inOrder(splits.test(), batchSize)));
  }

  private static DataSetIterator inOrder(Dataset part, int batchSize) {
    return new DatasetIterator.Builder(part, batchSize).reuseArrays(true).build();
  }
}
