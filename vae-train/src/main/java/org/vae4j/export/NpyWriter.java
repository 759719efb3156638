package org.vae4j.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.ObjIntConsumer;
import org.vae4j.checkpoint.WholeFile;

/**
 * Writes NumPy's file format, version 1.0, little-endian, row by row.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
final class NpyWriter {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NpyWriter() {}

  /** Writes {@code [N, D]} in double. */
  static void write(Path file, double[][] rows) throws IOException {
    int width = rows[0].length;
    write(
        file,
        head("<f8", "(%d, %d)".formatted(rows.length, width)),
        rows.length,
        width * Double.BYTES,
        (bytes, i) -> bytes.asDoubleBuffer().put(rows[i]));
  }

  /** The same of floats, each the double that it is. */
  static void write(Path file, float[][] rows) throws IOException {
    int width = rows[0].length;
    write(
        file,
        head("<f8", "(%d, %d)".formatted(rows.length, width)),
        rows.length,
        width * Double.BYTES,
        (bytes, i) -> {
          for (float value : rows[i]) {
            bytes.putDouble(value);
          }
        });
  }

  /** Writes class numbers, {@code [N]}, in 64-bit integers. */
  static void write(Path file, int[] labels) throws IOException {
    write(
        file,
        head("<i8", "(%d,)".formatted(labels.length)),
        labels.length,
        Long.BYTES,
        (bytes, i) -> bytes.putLong(labels[i]));
  }

  private static void write(
      Path file, byte[] head, int rows, int rowBytes, ObjIntConsumer<ByteBuffer> row)
      throws IOException {
    WholeFile.write(
        file,
        out -> {
          out.write(head);
          for (int i = 0; i < rows; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(rowBytes).order(ByteOrder.LITTLE_ENDIAN);
            row.accept(bytes, i);
            out.write(bytes.array());
          }
        });
  }

  private static byte[] head(String type, String shape) {
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
}
