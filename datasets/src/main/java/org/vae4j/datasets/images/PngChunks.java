package org.vae4j.datasets.images;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.vae4j.datasets.faults.BadDataException;

/**
 * The chunks of a PNG file (ISO/IEC 15948): length, type, data, CRC. The JDK's decoder does not
 * look at the CRC, and so draws damaged files.
 */
final class PngChunks {
  private static final int SIGNATURE_BYTES = 8;
  private static final int TYPE_BYTES = 4;
  private static final int IEND = 0x49454e44;

  private PngChunks() {}

  /**
   * Checks the CRC of every chunk up to the last.
   *
   * @throws BadDataException if one is wrong, or the file ends early
   */
  static void verify(String file, byte[] bytes) {
    ByteBuffer content = ByteBuffer.wrap(bytes).position(SIGNATURE_BYTES);
    int start = content.position();
    int type = 0;
    try {
      while (type != IEND) {
        start = content.position();
        int length = content.getInt();
        type = content.getInt(content.position());
        if (length < 0 || length > content.remaining() - 2 * TYPE_BYTES) {
          throw BadDataException.at(
              file,
              start,
              "a chunk that ends within the file",
              Integer.toUnsignedString(length) + " bytes");
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, content.position(), TYPE_BYTES + length);
        content.position(content.position() + TYPE_BYTES + length);
        int stored = content.getInt();
        if (stored != (int) crc.getValue()) {
          throw BadDataException.at(
              file,
              start,
              String.format("a chunk of checksum %08x", stored),
              String.format("%08x", (int) crc.getValue()));
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw BadDataException.at(
          file, start, "a chunk of a PNG file", "the end of the file: it was cut off", e);
    }
  }
}
