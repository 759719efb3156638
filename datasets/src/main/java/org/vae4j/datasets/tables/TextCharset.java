package org.vae4j.datasets.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.FileContent;

/**
 * Which encoding a text is in, by its bytes: a byte order mark, else the zeros that UTF-16 has
 * between ASCII's letters, else UTF-8 if all of it can be read so, else Latin-1, which can be
 * anything. Where it has bytes from 0x80 to 0x9f, which are control characters there, it is
 * windows-1252, whose curly quotes and euro sign they are.
 *
 * @see <a href="https://encoding.spec.whatwg.org/#names-and-labels">WHATWG Encoding, which reads
 *     all that is called Latin-1 as windows-1252</a>
 */
public final class TextCharset {
  private static final int BLOCK = 1 << 16;

  /** Of which Latin-1 makes control characters. */
  private static final int FIRST_CONTROL = 0x80;

  private static final int LAST_CONTROL = 0x9f;

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** The bytes between them that windows-1252 has no character for either. */
  private static final Set<Integer> UNASSIGNED = Set.of(0x81, 0x8d, 0x8f, 0x90, 0x9d);

  private TextCharset() {}

  /**
   * Looks at a file.
   *
   * @param file plain or gzipped
   * @throws BadDataException if it is missing, empty or no text
   * @throws IOException if reading fails
   */
  public static Charset of(Path file) throws IOException {
    try (InputStream content = FileContent.open(file)) {
      byte[] first = content.readNBytes(BLOCK);
      if (first.length == 0) {
        throw BadDataException.of(file, "rows of a table", "an empty file");
      }
      Charset wide = utf16(first);
      if (wide != null) {
        return wide;
      }
      requireText(file, first);
      if (isUtf8(first, content)) {
        return StandardCharsets.UTF_8;
      }
    }
    return isWindows(file) ? WINDOWS : StandardCharsets.ISO_8859_1;
  }

  /** Whether bytes occur that are characters there alone, and none that is a character nowhere. */
  private static boolean isWindows(Path file) throws IOException {
    boolean found = false;
    try (InputStream content = FileContent.open(file)) {
      byte[] block = content.readNBytes(BLOCK);
      while (block.length > 0) {
        for (byte signed : block) {
          int value = signed & 0xff;
          if (UNASSIGNED.contains(value)) {
            return false;
          }
          found |= value >= FIRST_CONTROL && value <= LAST_CONTROL;
        }
        block = content.readNBytes(BLOCK);
      }
    }
    return found;
  }

  private static Charset utf16(byte[] first) {
    if (first.length < 2) {
      return null;
    }
    int mark = (first[0] & 0xff) << 8 | (first[1] & 0xff);
    if (mark == 0xfffe) {
      return StandardCharsets.UTF_16LE;
    }
    if (mark == 0xfeff) {
      return StandardCharsets.UTF_16BE;
    }
    int[] zeros = new int[2];
    for (int i = 0; i < first.length; i++) {
      zeros[i % 2] += first[i] == 0 ? 1 : 0;
    }
    int half = first.length / 2;
    if (zeros[1] > 0.7 * half && zeros[0] < 0.1 * half) {
      return StandardCharsets.UTF_16LE;
    }
    return zeros[0] > 0.7 * half && zeros[1] < 0.1 * half ? StandardCharsets.UTF_16BE : null;
  }

  private static void requireText(Path file, byte[] first) {
    for (int i = 0; i < first.length; i++) {
      int value = first[i] & 0xff;
      if (value < 9 || (value > 13 && value < 32 && value != 27)) {
        throw BadDataException.of(
            file,
            "data of a known kind: idx, npy, npz, amat, a folder of images, or a table as text or Parquet",
            "a control character at byte " + i);
      }
    }
  }

  private static boolean isUtf8(byte[] first, InputStream rest) throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer characters = CharBuffer.allocate(2 * BLOCK);
    ByteBuffer bytes = ByteBuffer.allocate(2 * BLOCK).put(first);
    byte[] block = first;
    while (true) {
      block = rest.readNBytes(BLOCK);
      boolean last = block.length == 0;
      bytes.flip();
      if (decoder.decode(bytes, characters.clear(), last).isError()) {
        return false;
      }
      if (last) {
        return true;
      }
      bytes.compact().put(block);
    }
  }
}
