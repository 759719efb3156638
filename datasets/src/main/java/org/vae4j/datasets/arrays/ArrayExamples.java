package org.vae4j.datasets.arrays;

import java.util.Arrays;
import java.util.Optional;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;

/**
 * Arrays as examples: rows [N, D], grey images [N, height, width], or images [N, height, width, C]
 * or [N, C, height, width] of C = 1 or 3 channels. Where both fit, the channels come last.
 */
public final class ArrayExamples {
  /** So many classes need no list of names that is longer than the data. */
  private static final int LAST_OF_FOUR = 3;

  private ArrayExamples() {}

  /**
   * Sees an array as examples.
   *
   * @param name what messages call the set
   * @param examples of rank 2, 3 or 4
   * @param labels of rank 1, whole numbers from 0, the classes "0", "1", … up to the largest
   * @return unsigned numbers of 8 or 16 bits as pixels, others as they are
   * @throws BadDataException if the rank is another one, there are more or fewer labels than
   *     examples, or a label is no class
   */
  public static Dataset of(String name, NumericArray examples, Optional<NumericArray> labels) {
    ImageShape shape = shape(examples);
    NumericArray planar = channelsFirst(examples) ? examples : examples.transposed(0, 3, 1, 2);
    if (labels.isEmpty()) {
      return Dataset.unlabelled(name, shape, planar.values());
    }
    examples.requireLabels(labels.get());
    return labelled(Dataset.unlabelled(name, shape, planar.values()), labels.get());
  }

  /**
   * Gives each example its class.
   *
   * @param examples as they were read, all of them
   * @param labels as for {@link #of}
   * @throws BadDataException if there are more or fewer labels than examples, or one is no class
   */
  public static Dataset labelled(Dataset examples, NumericArray labels) {
    int[] classes = classes(labels);
    return examples.withLabels(
        classes, ClassNames.numbered(1 + Arrays.stream(classes).max().orElse(0)));
  }

  private static ImageShape shape(NumericArray array) {
    return switch (array.rank()) {
      case 2 -> ImageShape.grey(1, array.size(1));
      case 3 -> ImageShape.grey(array.size(1), array.size(2));
      case 4 ->
          channelsFirst(array)
              ? new ImageShape(array.size(2), array.size(3), requireChannels(array, 1))
              : new ImageShape(array.size(1), array.size(2), array.size(LAST_OF_FOUR));
      default ->
          throw BadDataException.of(
              array.source(),
              "rows [N, D], or images [N, height, width] with or without channels",
              "rank " + array.rank() + " (" + array.shapeText() + ")");
    };
  }

  private static boolean channelsFirst(NumericArray array) {
    return array.rank() != 4 || !isChannels(array.size(LAST_OF_FOUR));
  }

  private static boolean isChannels(int size) {
    return size == 1 || size == 3;
  }

  private static int requireChannels(NumericArray array, int dimension) {
    if (!isChannels(array.size(dimension))) {
      throw BadDataException.of(
          array.source(), "images of 1 or 3 channels, first or last", array.shapeText());
    }
    return array.size(dimension);
  }

  private static int[] classes(NumericArray labels) {
    int[] classes = new int[labels.examples()];
    for (int i = 0; i < classes.length; i++) {
      float label = labels.value(i, 0);
      if (label != Math.rint(label) || label < 0 || label >= ClassNames.MOST) {
        throw BadDataException.of(
            labels.source() + ", label " + i, "a class of 0 to " + (ClassNames.MOST - 1), label);
      }
      classes[i] = (int) label;
    }
    return classes;
  }
}
