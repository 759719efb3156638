package org.vae4j.datasets.idx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.FileContent;
import org.vae4j.datasets.HeapSpace;

/**
 * The content of an IDX file of unsigned bytes.
 *
 * <p>The format, as the page of the MNIST database describes it: two zero bytes; the type of the
 * values; the rank r; r sizes of 4 bytes each, most significant byte first; then the values, the
 * last index changing fastest. The first size counts the examples.
 *
 * <p>Nothing in the header is believed before the file has shown to hold that much: memory grows
 * with the bytes that were read.
 */
public final class IdxFile {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int MAGIC_BYTES = 4;
  private static final int SIZE_BYTES = 4;

  /** Where the values of a file of rank 1 start. */
  static final int HEADER_OF_LABELS = MAGIC_BYTES + SIZE_BYTES;

  /** The largest array that every JVM can make. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /** Images often shrink this much under gzip, so that one allocation is enough for most files. */
  private static final int LIKELY_COMPRESSION = 8;

  private static final int FIRST_BLOCK = 1 << 16;

  /** No byte of a deflated file stands for more than this many. */
  private static final int MOST_COMPRESSION = 1032;

  private final String source;
  private final int[] shape;
  private final byte[] values;

  private IdxFile(String source, int[] shape, byte[] values) {
    this.source = source;
    this.shape = shape;
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @param file a plain or gzipped IDX file
   * @return its content
   * @throws BadDataException if the file is missing, damaged, no IDX file, of another type than
   *     unsigned byte, without examples, or larger than 2 GiB or what memory has left
   * @throws IOException if reading fails
   */
  public static IdxFile read(Path file) throws IOException {
    try (InputStream content = FileContent.open(file)) {
      return new Parser(file.toString(), content).parse(Files.size(file));
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param stored plain or gzipped IDX content; not closed
   * @param source what messages call it
   * @return its content
   * @throws BadDataException if the content is damaged, no IDX, of another type than unsigned byte,
   *     without examples, or larger than 2 GiB
   * @throws IOException if reading fails
   */
  public static IdxFile read(InputStream stored, String source) throws IOException {
    return new Parser(source, FileContent.unpacked(stored, source)).parse(0);
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
   * @return how many sizes the header has, 1 or more
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
    return values.length / shape[0];
  }

  /**
   * Returns one value.
   *
   * @param example which example, from 0
   * @param index which of its D values, from 0
   * @return the value, 0 … 255
   */
  public int value(int example, int index) {
    return values[example * valuesPerExample() + index] & 0xff;
  }

  /**
   * Returns all values.
   *
   * @return [N × D] unsigned bytes; the array itself, not a copy, so not to be changed
   */
  public byte[] values() {
    return values;
  }

  /** Returns the sizes as they are written for people, {@code 60000x28x28}. */
  public String shapeText() {
    return text(shape);
  }

  /**
   * Checks that another file labels this one.
   *
   * @param labels the file of labels
   * @throws BadDataException if its rank is not 1, or it has more or fewer examples than this file
   */
  public void requireLabels(IdxFile labels) {
    if (labels.rank() != 1) {
      throw BadDataException.at(
          labels.source, 3, "rank 1, one label per example", "rank " + labels.rank());
    }
    if (labels.examples() != examples()) {
      throw BadDataException.at(
          labels.source,
          MAGIC_BYTES,
          examples() + " labels for the " + examples() + " examples of " + source,
          labels.examples());
    }
  }

  private static String text(int[] shape) {
    return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }

  /** Reads one file, keeping count of the bytes so that a fault has a place. */
  private static final class Parser {
    private final String source;
    private final InputStream content;
    private long offset;

    Parser(String source, InputStream content) {
      this.source = source;
      this.content = content;
    }

    IdxFile parse(long storedBytes) throws IOException {
      int[] shape = new int[readMagic()];
      long count = 1;
      for (int i = 0; i < shape.length; i++) {
        shape[i] = readSize(i);
        count *= shape[i];
        if (count > MAX_VALUES) {
          throw BadDataException.at(
              source,
              offset - SIZE_BYTES,
              "at most " + MAX_VALUES + " values",
              text(Arrays.copyOf(shape, i + 1)) + " = " + count);
        }
      }
      byte[] values = readValues((int) count, shape, storedBytes);
      if (readUpTo(new byte[1], 0, 1) != 0) {
        throw BadDataException.at(
            source,
            offset - 1,
            "the end of the file after " + text(shape) + " values",
            "more bytes");
      }
      return new IdxFile(source, shape, values);
    }

    private int readMagic() throws IOException {
      byte[] magic = readHeader(MAGIC_BYTES, "the 4 bytes that begin an IDX file");
      if (magic[0] != 0 || magic[1] != 0) {
        throw BadDataException.at(
            source,
            0,
            "an IDX file, which begins 0x0000",
            String.format("0x%02x%02x", magic[0], magic[1]));
      }
      if (magic[2] != UNSIGNED_BYTE) {
        throw BadDataException.at(
            source, 2, "type 0x08 (unsigned byte)", typeName(magic[2] & 0xff));
      }
      if (magic[3] == 0) {
        throw BadDataException.at(source, 3, "a rank of 1 or more", 0);
      }
      return magic[3] & 0xff;
    }

    private static String typeName(int type) {
      String name =
          switch (type) {
            case 0x09 -> "signed byte, which is not supported";
            case 0x0b -> "short, which is not supported";
            case 0x0c -> "int, which is not supported";
            case 0x0d -> "float, which is not supported";
            case 0x0e -> "double, which is not supported";
            default -> "no type of IDX";
          };
      return String.format("0x%02x (%s)", type, name);
    }

    private int readSize(int dimension) throws IOException {
      byte[] bytes = readHeader(SIZE_BYTES, "the size of dimension " + dimension);
      long size = 0;
      for (byte b : bytes) {
        size = (size << 8) | (b & 0xff);
      }
      if (size < 1 || size > MAX_VALUES) {
        throw BadDataException.at(
            source,
            offset - SIZE_BYTES,
            "a size of dimension " + dimension + " of 1 to " + MAX_VALUES,
            size);
      }
      return (int) size;
    }

    private byte[] readHeader(int length, String meaning) throws IOException {
      byte[] bytes = new byte[length];
      long start = offset;
      int found = readUpTo(bytes, 0, length);
      if (found < length) {
        String shortage = found == 0 && start == 0 ? "an empty file" : "only " + found + " bytes";
        throw BadDataException.at(source, start, meaning, shortage);
      }
      return bytes;
    }

    private byte[] readValues(int count, int[] shape, long storedBytes) throws IOException {
      if (count <= MOST_COMPRESSION * storedBytes) {
        // Otherwise the header lies, and its values end sooner.
        HeapSpace.require(source, count);
      }
      long likely = Math.max(FIRST_BLOCK, LIKELY_COMPRESSION * storedBytes);
      byte[] values = new byte[(int) Math.min(count, likely)];
      int filled = 0;
      while (true) {
        filled += readUpTo(values, filled, values.length - filled);
        if (filled < values.length) {
          throw BadDataException.at(
              source,
              offset,
              count + " bytes of values for " + text(shape),
              "the end of the file after " + filled);
        }
        if (filled == count) {
          return values;
        }
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
      }
    }

    /** Reads until the target is full or the content ends, and says how much that was. */
    private int readUpTo(byte[] target, int from, int length) throws IOException {
      int filled = 0;
      try {
        while (filled < length) {
          int read = content.read(target, from + filled, length - filled);
          if (read < 0) {
            break;
          }
          filled += read;
          offset += read;
        }
        return filled;
      } catch (EOFException e) {
        throw BadDataException.at(
            source, offset, "more gzip data", "the end of the file: it was cut off", e);
      } catch (ZipException e) {
        throw BadDataException.at(
            source, offset, "whole gzip data", "damage (" + e.getMessage() + ")", e);
      }
    }
  }
}
