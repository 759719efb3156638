package org.vae4j.datasets.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.HeapSpace;

/**
 * An array of numbers in memory, the last index changing fastest; the first counts the examples.
 * Unsigned bytes stay bytes; all other numbers are floats, rounded if they must be.
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
  private final byte[] pixels;
  private final float[] numbers;

  private NumericArray(String source, int[] shape, byte[] pixels, float[] numbers) {
    this.source = source;
    this.shape = shape;
    this.pixels = pixels;
    this.numbers = numbers;
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
   * @return the array
   * @throws BadDataException if there are fewer values, one is not finite, or they do not fit into
   *     memory
   * @throws IOException if reading fails
   */
  public static NumericArray read(
      CountedContent content, int[] shape, NumberType type, ByteOrder order, long storedBytes)
      throws IOException {
    int count = count(shape);
    boolean pixels = type == NumberType.UNSIGNED_BYTE;
    long bytes = (long) count * type.bytes();
    if (bytes > MOST_COMPRESSION * storedBytes) {
      // The size is not known, or the header lies, and its values end sooner.
      int first = Math.min(count, BLOCK_BYTES);
      return pixels
          ? ofPixels(content, shape, readPixels(content, shape, count, first))
          : ofNumbers(content, shape, readNumbers(content, shape, type, order, first, null));
    }
    requireRoom(content.source(), pixels, count);
    return pixels
        ? ofPixels(content, shape, readPixels(content, shape, count, count))
        : ofNumbers(content, shape, readNumbers(content, shape, type, order, count, null));
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
    boolean pixels = type == NumberType.UNSIGNED_BYTE;
    long bytes = (long) count * type.bytes();
    if (bytes > MOST_COMPRESSION * storedBytes) {
      throw BadDataException.at(
          content.source(),
          content.offset(),
          bytes + " bytes of values for " + text(shape),
          "a file of " + storedBytes);
    }
    requireRoom(content.source(), pixels, count);
    StridedWalk places = new StridedWalk(reversed(shape), reversed(strides(shape)));
    return pixels
        ? ofPixels(content, shape, scatterPixels(content, shape, count, places))
        : ofNumbers(content, shape, readNumbers(content, shape, type, order, count, places));
  }

  private static NumericArray ofPixels(CountedContent content, int[] shape, byte[] pixels) {
    return new NumericArray(content.source(), shape.clone(), pixels, null);
  }

  private static NumericArray ofNumbers(CountedContent content, int[] shape, float[] numbers) {
    return new NumericArray(content.source(), shape.clone(), null, numbers);
  }

  private static int count(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static void requireRoom(String source, boolean pixels, int count) {
    HeapSpace.require(source, pixels ? count : (long) count * Float.BYTES);
  }

  private static byte[] readPixels(CountedContent content, int[] shape, int count, int first)
      throws IOException {
    byte[] values = new byte[first];
    int filled = 0;
    while (true) {
      filled += content.readUpTo(values, filled, values.length - filled);
      if (filled < values.length) {
        throw tooShort(content, count, shape, filled);
      }
      if (filled == count) {
        return values;
      }
      int longer = (int) Math.min(count, 2L * values.length);
      requireRoom(content.source(), true, longer);
      values = Arrays.copyOf(values, longer);
    }
  }

  private static byte[] scatterPixels(
      CountedContent content, int[] shape, int count, StridedWalk places) throws IOException {
    byte[] values = new byte[count];
    byte[] stored = new byte[BLOCK_BYTES];
    int filled = 0;
    while (filled < count) {
      int wanted = Math.min(stored.length, count - filled);
      int found = content.readUpTo(stored, 0, wanted);
      if (found < wanted) {
        throw tooShort(content, count, shape, filled + found);
      }
      for (int i = 0; i < found; i++) {
        values[places.next()] = stored[i];
      }
      filled += found;
    }
    return values;
  }

  /**
   * @param first for how many there is room at first
   * @param places where they go, or null for one after the other
   */
  private static float[] readNumbers(
      CountedContent content,
      int[] shape,
      NumberType type,
      ByteOrder order,
      int first,
      StridedWalk places)
      throws IOException {
    int count = count(shape);
    float[] values = new float[first];
    byte[] stored = new byte[BLOCK_BYTES];
    ByteBuffer block = ByteBuffer.wrap(stored).order(order);
    int filled = 0;
    while (filled < count) {
      if (filled == values.length) {
        int longer = (int) Math.min(count, 2L * values.length);
        requireRoom(content.source(), false, longer);
        values = Arrays.copyOf(values, longer);
      }
      long start = content.offset();
      int wanted = Math.min(BLOCK_BYTES / type.bytes(), values.length - filled) * type.bytes();
      int found = content.readUpTo(stored, 0, wanted);
      if (found < wanted) {
        throw tooShort(
            content,
            (long) count * type.bytes(),
            shape,
            content.offset() - start + (long) filled * type.bytes());
      }
      block.rewind();
      for (int i = 0; i < found; i += type.bytes()) {
        float value = type.next(block);
        if (!Float.isFinite(value)) {
          throw BadDataException.at(
              content.source(), start + i, "a finite number that a float holds", value);
        }
        values[places == null ? filled : places.next()] = value;
        filled++;
      }
    }
    return values;
  }

  private static BadDataException tooShort(
      CountedContent content, long bytes, int[] shape, long found) {
    return BadDataException.at(
        content.source(),
        content.offset(),
        bytes + " bytes of values for " + text(shape),
        "the end of the file after " + found);
  }

  /**
   * Returns the array with its axes in another order.
   *
   * @param axes which axis of this array becomes axis 0, 1, …
   * @return the values in that order
   */
  NumericArray transposed(int... axes) {
    int[] ownStrides = strides(shape);
    int[] strides = Arrays.stream(axes).map(axis -> ownStrides[axis]).toArray();
    int[] sizes = Arrays.stream(axes).map(axis -> shape[axis]).toArray();
    StridedWalk from = new StridedWalk(sizes, strides);
    int count = count();
    requireRoom(source, pixels != null, count);
    if (pixels != null) {
      byte[] moved = new byte[count];
      for (int to = 0; to < count; to++) {
        moved[to] = pixels[from.next()];
      }
      return new NumericArray(source, sizes, moved, null);
    }
    float[] moved = new float[count];
    for (int to = 0; to < count; to++) {
      moved[to] = numbers[from.next()];
    }
    return new NumericArray(source, sizes, null, moved);
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

  /**
   * Returns what messages call the file.
   *
   * @return its path
   */
  public String source() {
    return source;
  }

  /**
   * Returns the rank.
   *
   * @return how many sizes there are
   */
  public int rank() {
    return shape.length;
  }

  /**
   * Returns one size.
   *
   * @param dimension which, from 0
   * @return its size, 1 or more
   */
  public int size(int dimension) {
    return shape[dimension];
  }

  /**
   * Returns how many examples there are.
   *
   * @return N, the first size
   */
  public int examples() {
    return shape[0];
  }

  /**
   * Returns how many values an example has.
   *
   * @return D, the product of the sizes after the first; 1 for rank 1
   */
  public int valuesPerExample() {
    return count() / shape[0];
  }

  private int count() {
    return pixels == null ? numbers.length : pixels.length;
  }

  /**
   * Tells whether the values are unsigned bytes.
   *
   * @return true if {@link #pixels} may be asked, false if {@link #numbers} may
   */
  public boolean hasPixels() {
    return pixels != null;
  }

  /**
   * Returns all unsigned bytes.
   *
   * @return [N × D]; the array itself, not a copy, so not to be changed
   * @throws IllegalStateException if the values are of another type
   */
  public byte[] pixels() {
    if (pixels == null) {
      throw new IllegalStateException(source + " holds floats, not pixels");
    }
    return pixels;
  }

  /**
   * Returns all numbers.
   *
   * @return [N × D]; the array itself, not a copy, so not to be changed
   * @throws IllegalStateException if the values are unsigned bytes
   */
  public float[] numbers() {
    if (numbers == null) {
      throw new IllegalStateException(source + " holds pixels, not floats");
    }
    return numbers;
  }

  /**
   * Returns one value.
   *
   * @param example which example, from 0
   * @param index which of its D values, from 0
   * @return the value
   */
  public float value(int example, int index) {
    int at = example * valuesPerExample() + index;
    return pixels == null ? numbers[at] : pixels[at] & 0xff;
  }

  /** Returns the sizes as they are written for people, {@code 60000x28x28}. */
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
