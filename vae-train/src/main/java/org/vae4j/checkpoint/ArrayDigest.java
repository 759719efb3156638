package org.vae4j.checkpoint;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The SHA-256 of an array's values: each in IEEE 754, big-endian, 4 bytes for FLOAT and 8 for
 * DOUBLE, in DL4J's order, with nothing between or around them. Those are the bytes after the
 * header in {@code coefficients.bin} and {@code updaterState.bin}. No values give the SHA-256 of
 * nothing.
 */
public final class ArrayDigest {
  private static final int BLOCK = 1 << 13;

  private ArrayDigest() {}

  /**
   * The digest of an array.
   *
   * @param values {@code [n]} or {@code [1, n]} of FLOAT or DOUBLE; null for none
   * @return 64 hexadecimal digits
   * @throws IllegalArgumentException if the array is of another type
   */
  public static String of(INDArray values) {
    MessageDigest digest = Sha256.start();
    if (values == null) {
      return Sha256.end(digest);
    }
    if (values.dataType() != DataType.FLOAT && values.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException("expected FLOAT or DOUBLE, got " + values.dataType());
    }
    boolean single = values.dataType() == DataType.FLOAT;
    ByteBuffer block = ByteBuffer.allocate(BLOCK * Double.BYTES);
    for (long i = 0; i < values.length(); i++) {
      if (single) {
        block.putFloat(values.getFloat(i));
      } else {
        block.putDouble(values.getDouble(i));
      }
      if (!block.hasRemaining()) {
        digest.update(block.flip());
        block.clear();
      }
    }
    digest.update(block.flip());
    return Sha256.end(digest);
  }
}
