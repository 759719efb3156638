package org.vae4j.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.refusal.BadInputException;

/**
 * A matrix in NumPy's file format, version 1.0: little-endian doubles or floats, row by row.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
final class NpyMatrix {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f([48])', 'fortran_order': False, 'shape': \\((\\d{1,9}), (\\d{1,9})\\), \\}\\s*");

  private NpyMatrix() {}

  /** What stands before the numbers, in a file of any type and shape. */
  static byte[] head(String type, String shape) {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    int start = MAGIC.length + Short.BYTES;
    int length = (start + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - start;
    ByteBuffer head = ByteBuffer.allocate(start + length).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).putShort((short) length);
    head.put(header.getBytes(StandardCharsets.US_ASCII));
    while (head.remaining() > 1) {
      head.put((byte) ' ');
    }
    head.put((byte) '\n');
    return head.array();
  }

  static void write(Path file, double[][] rows) throws IOException {
    byte[] head = head("<f8", "(%d, %d)".formatted(rows.length, rows[0].length));
    WholeFile.write(
        file,
        out -> {
          out.write(head);
          for (double[] row : rows) {
            ByteBuffer bytes =
                ByteBuffer.allocate(row.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asDoubleBuffer().put(row);
            out.write(bytes.array());
          }
        });
  }

  /**
   * Reads a file.
   *
   * @throws BadInputException if it holds anything else
   */
  static double[][] read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    if (bytes.remaining() < magic.length + Short.BYTES) {
      throw refused(file, bytes.remaining() + " bytes");
    }
    bytes.get(magic);
    int length = Short.toUnsignedInt(bytes.getShort());
    if (!Arrays.equals(magic, MAGIC) || length > bytes.remaining()) {
      throw refused(file, "another beginning");
    }
    byte[] text = new byte[length];
    bytes.get(text);
    String header = new String(text, StandardCharsets.ISO_8859_1);
    Matcher match = HEADER.matcher(header);
    if (!match.matches()) {
      throw refused(file, "\"" + header.strip() + "\"");
    }
    boolean wide = match.group(1).equals("8");
    int rows = Integer.parseInt(match.group(2));
    int columns = Integer.parseInt(match.group(3));
    long expected = (long) rows * columns * (wide ? Double.BYTES : Float.BYTES);
    if (bytes.remaining() != expected) {
      throw new BadInputException(
          "%s: expected %d bytes behind the header, found %d"
              .formatted(file, expected, bytes.remaining()));
    }
    // No rows of nothing: they would cost memory that no bytes stand for.
    double[][] matrix = new double[columns == 0 ? 0 : rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = wide ? bytes.getDouble() : bytes.getFloat();
      }
    }
    return matrix;
  }

  private static BadInputException refused(Path file, String found) {
    return new BadInputException(
        "%s: expected an npy file, version 1.0, of shape (N, L), dtype '<f8' or '<f4', C order; found %s"
            .formatted(file, found));
  }
}
