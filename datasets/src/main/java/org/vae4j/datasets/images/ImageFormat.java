package org.vae4j.datasets.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The formats of images that are read, told by the first bytes of a file. */
public enum ImageFormat {
  PNG,
  JPEG,
  BMP,
  GIF;

  /** How many bytes tell: BMP needs the most. */
  private static final int START = 18;

  /** Where a BMP has the size of its second header, and the bounds of what there has ever been. */
  private static final int BMP_HEADER = 14;

  private static final int SMALLEST_BMP_HEADER = 12;
  private static final int LARGEST_BMP_HEADER = 124;

  /**
   * The format of what begins so.
   *
   * @param start the first bytes of a file, or all
   */
  static Optional<ImageFormat> of(byte[] start) {
    long first = start.length < Long.BYTES ? 0 : ByteBuffer.wrap(start).getLong();
    if (first == 0x89504e470d0a1a0aL) {
      return Optional.of(PNG);
    }
    if (first >>> 40 == 0xffd8ff) {
      return Optional.of(JPEG);
    }
    if (first >>> 32 == 0x47494638) {
      return Optional.of(GIF);
    }
    return first >>> 48 == 0x424d && hasBmpHeader(start) ? Optional.of(BMP) : Optional.empty();
  }

  /** Two letters alone would take a table whose first column is the BMI for an image. */
  private static boolean hasBmpHeader(byte[] start) {
    if (start.length < START) {
      return false;
    }
    int size = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(BMP_HEADER);
    return size >= SMALLEST_BMP_HEADER && size <= LARGEST_BMP_HEADER;
  }

  /**
   * The format of a file, as its first bytes say.
   *
   * @throws IOException if it cannot be opened or read
   */
  public static Optional<ImageFormat> of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(START));
    }
  }
}
