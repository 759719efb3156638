package org.vae4j.datasets;

import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.random.RandomKey;

/**
 * The parts of a data set. No image is in two of them.
 *
 * @param train what is learned from
 * @param validation what decides when to stop, if a part was set aside
 * @param test what results are reported on
 */
public record DatasetSplits(Dataset train, Optional<Dataset> validation, Dataset test) {

  /**
   * Checks that the parts fit.
   *
   * @throws BadDataException if images of train and test differ in shape
   */
  public DatasetSplits {
    if (!train.shape().equals(test.shape())) {
      throw BadDataException.of(
          test.name() + ", test images", train.shape() + " as in train", test.shape());
    }
  }

  /**
   * The parts that a data set itself defines, without a validation part.
   *
   * @param train what is learned from
   * @param test what results are reported on
   * @throws BadDataException if images of train and test differ in shape
   */
  public static DatasetSplits of(Dataset train, Dataset test) {
    return new DatasetSplits(train, Optional.empty(), test);
  }

  /**
   * Sets a random part of a set aside for testing, the same for the same seed on every machine.
   *
   * @param whole a set without a test part of its own
   * @param testSize how many examples to set aside, fewer than there are
   * @param seed the seed of the run
   * @param copies whether exact copies stay on one side
   * @return the parts, without a validation part
   * @throws IllegalArgumentException if the size is below 1 or would leave train empty
   */
  public static DatasetSplits ofWhole(Dataset whole, int testSize, long seed, Copies copies) {
    Dataset.Split split = whole.split(testSize, testKey(seed), copies);
    return of(split.rest(), split.part());
  }

  /**
   * What a random test part is drawn from: the key (seed, "test").
   *
   * @param seed the seed of the run
   */
  public static RandomKey testKey(long seed) {
    return RandomKey.of(seed).with("test");
  }

  /**
   * Keeps the images of some classes, in every part.
   *
   * @param names the names of the classes
   * @return the parts without the other classes
   * @throws BadDataException if a part has no labels, no such class, or no image of any
   */
  public DatasetSplits ofClasses(List<String> names) {
    return new DatasetSplits(
        train.ofClasses(names),
        validation.map(part -> part.ofClasses(names)),
        test.ofClasses(names));
  }

  /**
   * Keeps the first images of train; the other parts stay whole.
   *
   * @param limit how many at most, 1 or more
   * @return the parts with a shorter train
   * @throws IllegalArgumentException if the limit is below 1
   */
  public DatasetSplits limitTrain(int limit) {
    return new DatasetSplits(train.take(limit), validation, test);
  }

  /**
   * Sets a random part of train aside for validation, the same for the same seed on every machine.
   *
   * @param size how many images to set aside, fewer than train has
   * @param seed the seed of the run
   * @return the parts with a validation part
   * @throws IllegalArgumentException if the size is below 1 or would leave train empty
   * @throws IllegalStateException if there is a validation part already
   */
  public DatasetSplits withValidation(int size, long seed) {
    return withValidation(size, seed, Copies.APART);
  }

  /** The same, with a say in whether exact copies stay on one side. */
  public DatasetSplits withValidation(int size, long seed, Copies copies) {
    if (validation.isPresent()) {
      throw new IllegalStateException(train.name() + " has a validation part already");
    }
    Dataset.Split split = train.split(size, RandomKey.of(seed).with("validation"), copies);
    return new DatasetSplits(split.rest(), Optional.of(split.part()), test);
  }
}
