package org.vae4j.datasets.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files for tests, right ones and wrong ones. */
public final class IdxBytes {

  private IdxBytes() {}

  /** A whole file of unsigned bytes; value i is i modulo 251. */
  public static byte[] of(int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) (i % 251);
    }
    return of(values, shape);
  }

  /** A file of unsigned bytes with any header and values. */
  public static byte[] of(byte[] values, int... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    bytes.put(new byte[] {0, 0, 8, (byte) shape.length});
    for (int size : shape) {
      bytes.putInt(size);
    }
    return bytes.put(values).array();
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  public static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
