package org.vae4j.datasets.storage;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;
import org.vae4j.datasets.faults.BadDataException;

/**
 * The lines of a text, plain or gzipped. Each is decoded by itself: a reader of Java's would decode
 * ahead, and could not tell on which line damage lies.
 */
public final class TextLines implements Closeable {
  private static final int END = -1;

  private final Path file;
  private final InputStream content;
  private final CharsetDecoder decoder;
  private final byte[] block = new byte[1 << 16];
  private int position;
  private int filled;
  private long line;
  private boolean afterReturn;

  private TextLines(Path file, InputStream content, Charset charset) {
    this.file = file;
    this.content = content;
    // A decoder of its own reports what it cannot decode.
    this.decoder = charset.newDecoder();
  }

  /**
   * Opens a text.
   *
   * @param file a plain or gzipped file
   * @param charset one in which a line ends by the bytes of ASCII
   * @throws BadDataException if the file is missing or may not be read
   * @throws IOException if reading fails
   */
  public static TextLines open(Path file, Charset charset) throws IOException {
    return new TextLines(file, FileContent.open(file), charset);
  }

  /**
   * Reads a line.
   *
   * @return the next one, without its end; empty after the last
   * @throws BadDataException if it is damaged, by its number
   * @throws IOException if reading fails
   */
  public Optional<String> next() throws IOException {
    line++;
    try {
      int first = nextByte();
      if (first == '\n' && afterReturn) {
        first = nextByte();
      }
      if (first == END) {
        return Optional.empty();
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int next = first;
      while (next != END && next != '\n' && next != '\r') {
        bytes.write(next);
        next = nextByte();
      }
      afterReturn = next == '\r';
      return Optional.of(decoder.decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
    } catch (CharacterCodingException e) {
      throw BadDataException.of(place(), "text in " + decoder.charset(), "other bytes");
    } catch (EOFException | ZipException e) {
      throw BadDataException.of(place(), "whole gzip data", "damage (" + e.getMessage() + ")");
    }
  }

  private int nextByte() throws IOException {
    if (position == filled) {
      position = 0;
      filled = Math.max(0, content.read(block));
      if (filled == 0) {
        return END;
      }
    }
    return block[position++] & 0xff;
  }

  /** Where the last line stands: the file and the line, from 1. */
  public String place() {
    return file + ", line " + line;
  }

  /** The number of the last line: from 1; 0 before the first. */
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
