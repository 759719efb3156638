package org.vae4j.datasets.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, as a JPEG notes it: 1 upright, 2 to 8 turned or mirrored. Each is a
 * transposition, if rows and columns change places, and mirrors of the axes of the stored image.
 *
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf">EXIF 2.3, tag 0x0112</a>
 */
record ExifOrientation(boolean transposed, boolean mirroredRows, boolean mirroredColumns) {
  static final ExifOrientation UPRIGHT = new ExifOrientation(false, false, false);

  private static final int START_OF_SCAN = 0xffda;
  private static final int APPLICATION_1 = 0xffe1;
  private static final int EXIF = 0x45786966;
  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;

  /** Of a whole file; upright if it says nothing, or nothing that can be understood. */
  static ExifOrientation of(byte[] jpeg) {
    ByteBuffer bytes = ByteBuffer.wrap(jpeg);
    int at = 2;
    while (at + 4 <= jpeg.length) {
      int marker = bytes.getShort(at) & 0xffff;
      int length = bytes.getShort(at + 2) & 0xffff;
      if (marker >>> 8 != 0xff || marker == START_OF_SCAN || length < 2) {
        return UPRIGHT;
      }
      int end = at + 2 + length;
      if (marker == APPLICATION_1
          && end <= jpeg.length
          && length >= 16
          && bytes.getInt(at + 4) == EXIF) {
        return of(ByteBuffer.wrap(jpeg, at + 10, end - at - 10).slice());
      }
      at = end;
    }
    return UPRIGHT;
  }

  /** Of the TIFF structure that EXIF is. */
  private static ExifOrientation of(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 0 || directory + 2 > tiff.limit()) {
      return UPRIGHT;
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int k = 0; k < entries; k++) {
      int entry = directory + 2 + k * ENTRY_BYTES;
      if (entry + ENTRY_BYTES > tiff.limit()) {
        return UPRIGHT;
      }
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        return numbered(tiff.getShort(entry + 8));
      }
    }
    return UPRIGHT;
  }

  private static ExifOrientation numbered(int number) {
    return switch (number) {
      case 2 -> new ExifOrientation(false, false, true);
      case 3 -> new ExifOrientation(false, true, true);
      case 4 -> new ExifOrientation(false, true, false);
      case 5 -> new ExifOrientation(true, false, false);
      case 6 -> new ExifOrientation(true, true, false);
      case 7 -> new ExifOrientation(true, true, true);
      case 8 -> new ExifOrientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /** The image as it was seen. */
  Planes applyTo(Planes stored) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    int height = stored.shape().height();
    int width = stored.shape().width();
    Planes seen = stored.blank(transposed ? width : height, transposed ? height : width);
    for (int channel = 0; channel < stored.shape().channels(); channel++) {
      for (int row = 0; row < seen.shape().height(); row++) {
        for (int column = 0; column < seen.shape().width(); column++) {
          int from = transposed ? column : row;
          int across = transposed ? row : column;
          seen.set(
              channel,
              row,
              column,
              (int)
                  stored.get(
                      channel,
                      mirroredRows ? height - 1 - from : from,
                      mirroredColumns ? width - 1 - across : across));
        }
      }
    }
    return seen;
  }
}
