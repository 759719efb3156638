package org.vae4j.checkpoint;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array as {@code Nd4j.write} stores it, a header and then the values, big-endian. Nothing is
 * allocated by what the header says until it agrees with what was expected and with the length of
 * the entry.
 *
 * <pre>
 * UTF allocation mode · long count · UTF "LONG" · count × long shape information
 * UTF allocation mode · long length · UTF data type · length × value
 * </pre>
 *
 * <p>The shape information is rank, shape, strides, type bits, stride of elements, order.
 */
final class StoredArray {
  /** The longest header: three UTF strings of 20 letters, two counts, eight numbers. */
  private static final int HEADER_LIMIT = 256;

  private final CheckpointZip zip;
  private final String entry;
  private final DataType type;
  private final long limit;

  /**
   * @param type of the values
   * @param length the most values that there may be
   */
  StoredArray(CheckpointZip zip, String entry, DataType type, long length) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw zip.bad(CheckpointZip.CONFIGURATION, "the data type FLOAT or DOUBLE", type);
    }
    this.zip = zip;
    this.entry = entry;
    this.type = type;
    this.limit = length;
  }

  /** The longest that the entry may be, in bytes. */
  long byteLimit() {
    return HEADER_LIMIT + limit * type.width();
  }

  /** How many values the header states and what they are the digest of, the values read past. */
  Summary summary() throws IOException {
    try (CheckpointZip.Content content = zip.content(entry, byteLimit())) {
      long length = readHeader(content);
      return new Summary(length, Sha256.ofRest(content));
    }
  }

  /**
   * @param length how many values there are
   * @param sha256 of their bytes: {@link ArrayDigest}
   */
  record Summary(long length, String sha256) {
    static final Summary NOTHING = new Summary(0, Sha256.of(new byte[0]));
  }

  /**
   * The array, {@code [1, n]}.
   *
   * @param expected n
   * @param sha256 of the values, or null for any
   */
  INDArray read(long expected, String sha256) throws IOException {
    MessageDigest digest = Sha256.start();
    INDArray values;
    try (CheckpointZip.Content content = zip.content(entry, byteLimit())) {
      long length = readHeader(content);
      if (length != expected) {
        throw zip.bad(entry, "%d values".formatted(expected), "%d".formatted(length));
      }
      values = readValues(new DigestInputStream(content, digest), Math.toIntExact(length));
    }
    String found = Sha256.end(digest);
    if (sha256 != null && !found.equals(sha256)) {
      throw zip.bad(entry, "values of SHA-256 " + sha256, found);
    }
    return values;
  }

  private INDArray readValues(DigestInputStream in, int length) throws IOException {
    byte[] block = new byte[1 << 16];
    ByteBuffer values = ByteBuffer.wrap(block);
    int perBlock = block.length / type.width();
    float[] floats = new float[type == DataType.FLOAT ? length : 0];
    double[] doubles = new double[type == DataType.DOUBLE ? length : 0];
    for (int done = 0; done < length; done += perBlock) {
      int count = Math.min(perBlock, length - done);
      in.readNBytes(block, 0, count * type.width());
      if (type == DataType.FLOAT) {
        values.asFloatBuffer().get(floats, done, count);
      } else {
        values.asDoubleBuffer().get(doubles, done, count);
      }
    }
    INDArray row =
        type == DataType.FLOAT ? Nd4j.createFromArray(floats) : Nd4j.createFromArray(doubles);
    return row.reshape(1, length);
  }

  /**
   * Reads the header, checks it against itself and the entry's length, and stops at the first
   * value.
   *
   * @return how many values follow
   */
  private long readHeader(CheckpointZip.Content content) throws IOException {
    DataInputStream in = new DataInputStream(content);
    try {
      readAllocationMode(in);
      long count = in.readLong();
      expect("6 or 8 numbers of shape information", count == 6 || count == 8, count);
      String numbers = in.readUTF();
      expect("shape information of type LONG", numbers.equals("LONG"), numbers);
      long[] shapeInformation = new long[(int) count];
      for (int i = 0; i < count; i++) {
        shapeInformation[i] = in.readLong();
      }
      long inShape = lengthOfRow(shapeInformation);

      readAllocationMode(in);
      long length = in.readLong();
      String found = in.readUTF();
      expect("values of type " + type, found.equals(type.name()), found);
      expect("%d values, as its shape says".formatted(inShape), length == inShape, length);
      expect("at most %d values".formatted(limit), length <= limit, length);
      long end = content.position() + length * type.width();
      expect("%d bytes".formatted(end), zip.size(entry) == end, zip.size(entry));
      return length;
    } catch (EOFException | UTFDataFormatException e) {
      throw zip.bad(entry, "the header of an ND4J array", e);
    }
  }

  private void readAllocationMode(DataInputStream in) throws IOException {
    String mode = in.readUTF();
    expect(
        "the header of an ND4J array",
        mode.equals("LONG_SHAPE") || mode.equals("MIXED_DATA_TYPES"),
        mode);
  }

  /** n of a shape {@code [n]} or {@code [1, n]} whose values lie one after the other. */
  private long lengthOfRow(long[] shapeInformation) {
    int rank = shapeInformation.length / 2 - 2;
    expect("rank " + rank, shapeInformation[0] == rank, shapeInformation[0]);
    expect("one row", rank == 1 || shapeInformation[1] == 1, shapeInformation[1]);
    long length = shapeInformation[rank];
    expect("a row of values", length > 0, length);
    long stride = shapeInformation[2 * rank];
    expect("values one after the other", stride == 1 || length == 1, "stride " + stride);
    return length;
  }

  private void expect(String expected, boolean holds, Object found) {
    if (!holds) {
      throw zip.bad(entry, expected, found);
    }
  }
}
