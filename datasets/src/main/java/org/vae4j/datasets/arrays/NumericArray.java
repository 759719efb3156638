package org.vae4j.datasets.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.HeapSpace;
import org.vae4j.datasets.storage.StoredValues;

/**
 * An array of numbers in memory, the last index changing fastest; the first counts the examples.
 * Unsigned numbers of 8 and 16 bits are pixels and stay what they are; all others are floats,
 * rounded if they must be.
 *
 * <p>A header is believed if the file, as large as it is, can hold that much, and then takes what
 * it says at once. Otherwise memory grows with the bytes that were read.
 */
public final class NumericArray {
  /** The largest array that every JVM can make. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /** No byte of a deflated file stands for more than this many. */
  private static final int MOST_COMPRESSION = 1032;

  private static final int BLOCK_BYTES = 1 << 16;

  private final String source;
  private final int[] shape;
  private final StoredValues values;

  private NumericArray(String source, int[] shape, StoredValues values) {
    this.source = source;
    this.shape = shape;
    this.values = values;
  }

  /** The same shape with other values, as many. */
  public NumericArray with(StoredValues others) {
    if (others.length() != values.length()) {
      throw new IllegalArgumentException(
          "expected " + values.length() + " values, got " + others.length());
    }
    return new NumericArray(source, shape, others);
  }

  /**
   * Checks that an array of some sizes can be held.
   *
   * @param source what messages call the file
   * @param offset the place of the last size
   * @param shape the sizes so far, each 0 or more
   * @throws BadDataException if their product is larger than an array can be
   */
  public static void requireHoldable(String source, long offset, long... shape) {
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] > MAX_VALUES || count * shape[i] > MAX_VALUES) {
        String sizes =
            Arrays.stream(shape, 0, i + 1)
                .mapToObj(Long::toString)
                .collect(Collectors.joining("x"));
        String product = shape[i] > MAX_VALUES ? "more" : Long.toString(count * shape[i]);
        throw BadDataException.at(
            source, offset, "at most " + MAX_VALUES + " values", sizes + " = " + product);
      }
      count *= shape[i];
    }
  }

  /**
   * Reads the values that follow a header.
   *
   * @param content at the first value
   * @param shape the sizes, each 1 or more, of a product that {@link #requireHoldable} allows
   * @param type of the numbers as they are stored
   * @param order of the bytes of a number
   * @param storedBytes the size of the file, 0 if it is not known
   * @throws BadDataException if there are fewer values, one is not finite, or they do not fit into
   *     memory
   * @throws IOException if reading fails
   */
  public static NumericArray read(
      CountedContent content, int[] shape, NumberType type, ByteOrder order, long storedBytes)
      throws IOException {
    int count = count(shape);
    // If the size is not known, or the header lies, its values may end sooner.
    boolean believed = (long) count * type.bytes() <= MOST_COMPRESSION * storedBytes;
    int first = believed ? count : Math.min(count, BLOCK_BYTES);
    return read(content, shape, type, order, first, Optional.empty());
  }

  /**
   * Reads the values that follow a header, stored with the first index changing fastest.
   *
   * @param content at the first value
   * @param shape the sizes, each 1 or more, of a product that {@link #requireHoldable} allows
   * @param type of the numbers as they are stored
   * @param order of the bytes of a number
   * @param storedBytes the size of the file
   * @return the array, its values in the order of this class
   * @throws BadDataException as for the other order
   * @throws IOException if reading fails
   */
  public static NumericArray readFortranOrder(
      CountedContent content, int[] shape, NumberType type, ByteOrder order, long storedBytes)
      throws IOException {
    int count = count(shape);
    long bytes = (long) count * type.bytes();
    if (bytes > MOST_COMPRESSION * storedBytes) {
      throw BadDataException.at(
          content.source(),
          content.offset(),
          bytes + " bytes of values for " + text(shape),
          "a file of " + storedBytes);
    }
    StridedWalk places = new StridedWalk(reversed(shape), reversed(strides(shape)));
    return read(content, shape, type, order, count, Optional.of(places));
  }

  /**
   * @param first for how many there is room at first
   * @param places where they go; without them, one after the other
   */
  private static NumericArray read(
      CountedContent content,
      int[] shape,
      NumberType type,
      ByteOrder order,
      int first,
      Optional<StridedWalk> places)
      throws IOException {
    int count = count(shape);
    requireRoom(content.source(), type.levels(), first);
    StoredValues values = StoredValues.zeros(type.levels(), first);
    byte[] stored = new byte[BLOCK_BYTES];
    int filled = 0;
    while (filled < count) {
      if (filled == values.length()) {
        int longer = (int) Math.min(count, 2L * values.length());
        requireRoom(content.source(), type.levels(), longer);
        values = values.resized(longer);
      }
      long start = content.offset();
      int wanted = Math.min(BLOCK_BYTES / type.bytes(), values.length() - filled);
      int found = content.readUpTo(stored, 0, wanted * type.bytes());
      if (found < wanted * type.bytes()) {
        throw BadDataException.at(
            content.source(),
            content.offset(),
            (long) count * type.bytes() + " bytes of values for " + text(shape),
            "the end of the file after " + (found + (long) filled * type.bytes()));
      }
      ByteBuffer block = ByteBuffer.wrap(stored).order(order);
      if (values.levels() > 0 && places.isEmpty()) {
        values.fill(filled, wanted, block);
      } else {
        for (int i = 0; i < wanted; i++) {
          float value = type.next(block);
          if (!Float.isFinite(value)) {
            throw BadDataException.at(
                content.source(),
                start + (long) i * type.bytes(),
                "a finite number that a float holds",
                value);
          }
          values.set(places.isEmpty() ? filled + i : places.get().next(), value);
        }
      }
      filled += wanted;
    }
    return new NumericArray(content.source(), shape.clone(), values);
  }

  private static int count(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static void requireRoom(String source, int levels, int count) {
    HeapSpace.require(source, (long) count * StoredValues.bytes(levels));
  }

  /**
   * The array with its axes in another order.
   *
   * @param axes which axis of this array becomes axis 0, 1, …
   */
  NumericArray transposed(int... axes) {
    int[] ownStrides = strides(shape);
    int[] strides = Arrays.stream(axes).map(axis -> ownStrides[axis]).toArray();
    int[] sizes = Arrays.stream(axes).map(axis -> shape[axis]).toArray();
    StridedWalk from = new StridedWalk(sizes, strides);
    requireRoom(source, values.levels(), values.length());
    StoredValues moved = StoredValues.zeros(values.levels(), values.length());
    for (int to = 0; to < moved.length(); to++) {
      moved.set(to, values.value(from.next()));
    }
    return new NumericArray(source, sizes, moved);
  }

  /** How far apart the neighbours along each axis are. */
  private static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int product = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = product;
      product *= shape[d];
    }
    return strides;
  }

  private static int[] reversed(int[] array) {
    return IntStream.range(0, array.length).map(i -> array[array.length - 1 - i]).toArray();
  }

  /** What messages call the file: its path. */
  public String source() {
    return source;
  }

  /** How many sizes there are. */
  public int rank() {
    return shape.length;
  }

  /** One of the sizes, 1 or more. */
  public int size(int dimension) {
    return shape[dimension];
  }

  /** N, the first size. */
  public int examples() {
    return shape[0];
  }

  /** D, the product of the sizes after the first; 1 for rank 1. */
  public int valuesPerExample() {
    return values.length() / shape[0];
  }

  /** All values, {@code [N × D]}; themselves, not a copy, so not to be changed. */
  public StoredValues values() {
    return values;
  }

  /** One value: a pixel's level, or the number. */
  public float value(int example, int index) {
    return values.value(example * valuesPerExample() + index);
  }

  /** The sizes as they are written for people, {@code 60000x28x28}. */
  public String shapeText() {
    return text(shape);
  }

  private static String text(int[] shape) {
    return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }

  /**
   * Checks that another array labels this one.
   *
   * @param labels the array of labels
   * @throws BadDataException if it has several values for an example, or it has more or fewer
   *     examples than this one
   */
  public void requireLabels(NumericArray labels) {
    if (labels.valuesPerExample() != 1) {
      throw BadDataException.of(
          labels.source, "one label per example, [N] or [N, 1]", labels.shapeText());
    }
    if (labels.examples() != examples()) {
      throw BadDataException.of(
          labels.source,
          examples() + " labels for the " + examples() + " examples of " + source,
          labels.examples());
    }
  }
}
