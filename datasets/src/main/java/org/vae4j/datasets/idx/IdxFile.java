package org.vae4j.datasets.idx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vae4j.datasets.arrays.CountedContent;
import org.vae4j.datasets.arrays.NumberType;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.FileContent;

/**
 * Reads IDX files of any type.
 *
 * <p>The format, as the page of the MNIST database describes it: two zero bytes; the type of the
 * values; the rank r; r sizes of 4 bytes each, most significant byte first; then the values, most
 * significant byte first, the last index changing fastest. The first size counts the examples.
 */
public final class IdxFile {
  private static final int MAGIC_BYTES = 4;
  private static final int SIZE_BYTES = 4;

  /** Where the values of a file of rank 1 start. */
  static final int HEADER_OF_LABELS = MAGIC_BYTES + SIZE_BYTES;

  private IdxFile() {}

  /**
   * Reads a file.
   *
   * @param file a plain or gzipped IDX file
   * @throws BadDataException if the file is missing, damaged, no IDX file, without examples, holds
   *     a number that is not finite, or has more values than memory has left or an array can hold
   * @throws IOException if reading fails
   */
  public static NumericArray read(Path file) throws IOException {
    try (InputStream content = FileContent.open(file)) {
      return parse(new CountedContent(file.toString(), content), Files.size(file));
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param stored plain or gzipped IDX content; not closed
   * @param source what messages call it
   * @throws BadDataException as for a file
   * @throws IOException if reading fails
   */
  public static NumericArray read(InputStream stored, String source) throws IOException {
    return parse(new CountedContent(source, FileContent.unpacked(stored, source)), 0);
  }

  private static NumericArray parse(CountedContent content, long storedBytes) throws IOException {
    byte[] magic = content.header(MAGIC_BYTES, "the 4 bytes that begin an IDX file");
    if (magic[0] != 0 || magic[1] != 0) {
      throw BadDataException.at(
          content.source(),
          0,
          "an IDX file, which begins 0x0000",
          String.format("0x%02x%02x", magic[0], magic[1]));
    }
    NumberType type = type(content, magic[2] & 0xff);
    if (magic[3] == 0) {
      throw BadDataException.at(content.source(), 3, "a rank of 1 or more", 0);
    }
    int[] shape = readShape(content, magic[3] & 0xff);
    NumericArray array = NumericArray.read(content, shape, type, ByteOrder.BIG_ENDIAN, storedBytes);
    content.requireEnd(array.shapeText() + " values");
    return array;
  }

  private static NumberType type(CountedContent content, int code) {
    return switch (code) {
      case 0x08 -> NumberType.UNSIGNED_BYTE;
      case 0x09 -> NumberType.SIGNED_BYTE;
      case 0x0b -> NumberType.SHORT;
      case 0x0c -> NumberType.INT;
      case 0x0d -> NumberType.FLOAT;
      case 0x0e -> NumberType.DOUBLE;
      default ->
          throw BadDataException.at(
              content.source(),
              2,
              "a type of IDX: 0x08, 0x09, or 0x0b to 0x0e",
              String.format("0x%02x", code));
    };
  }

  private static int[] readShape(CountedContent content, int rank) throws IOException {
    int[] shape = new int[rank];
    long count = 1;
    for (int i = 0; i < rank; i++) {
      long start = content.offset();
      long size = 0;
      for (byte b : content.header(SIZE_BYTES, "the size of dimension " + i)) {
        size = (size << 8) | (b & 0xff);
      }
      if (size < 1 || size > Integer.MAX_VALUE) {
        throw BadDataException.at(
            content.source(),
            start,
            "a size of dimension " + i + " of 1 to " + Integer.MAX_VALUE,
            size);
      }
      NumericArray.requireHoldable(content.source(), start, count, size);
      count *= size;
      shape[i] = (int) size;
    }
    return shape;
  }
}
