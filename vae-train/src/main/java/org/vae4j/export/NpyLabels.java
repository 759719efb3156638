package org.vae4j.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.vae4j.checkpoint.WholeFile;

/** Class numbers in NumPy's file format: a vector of 64-bit integers. */
final class NpyLabels {
  private NpyLabels() {}

  static void write(Path file, int[] labels) throws IOException {
    byte[] head = NpyMatrix.head("<i8", "(%d,)".formatted(labels.length));
    ByteBuffer bytes =
        ByteBuffer.allocate(labels.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int label : labels) {
      bytes.putLong(label);
    }
    WholeFile.write(
        file,
        out -> {
          out.write(head);
          out.write(bytes.array());
        });
  }
}
