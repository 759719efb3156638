package org.vae4j.datasets.arrays;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.vae4j.datasets.faults.BadDataException;

/** A file's uncompressed content, read with count of the bytes so that a fault has a place. */
public final class CountedContent {
  private final String source;
  private final InputStream content;
  private long offset;

  /**
   * Starts at byte 0.
   *
   * @param source what messages call the file
   * @param content its uncompressed content; not closed
   */
  public CountedContent(String source, InputStream content) {
    this.source = source;
    this.content = content;
  }

  /** What messages call the file. */
  public String source() {
    return source;
  }

  /** How many bytes were read: the offset of the next byte. */
  public long offset() {
    return offset;
  }

  /**
   * Reads a part of the header.
   *
   * @param length how many bytes
   * @param meaning what they are, for the message
   * @throws BadDataException if there are fewer, or they are packed and damaged
   * @throws IOException if reading fails
   */
  public byte[] header(int length, String meaning) throws IOException {
    byte[] bytes = new byte[length];
    long start = offset;
    int found = readUpTo(bytes, 0, length);
    if (found < length) {
      String shortage = found == 0 && start == 0 ? "an empty file" : "only " + found + " bytes";
      throw BadDataException.at(source, start, meaning, shortage);
    }
    return bytes;
  }

  /**
   * Checks that nothing follows.
   *
   * @param what the content was, for the message
   * @throws BadDataException if there is more
   * @throws IOException if reading fails
   */
  public void requireEnd(String what) throws IOException {
    if (readUpTo(new byte[1], 0, 1) != 0) {
      throw BadDataException.at(
          source, offset - 1, "the end of the file after " + what, "more bytes");
    }
  }

  /**
   * Reads until so much is read or the content ends.
   *
   * @return how many bytes were read
   */
  int readUpTo(byte[] target, int from, int length) throws IOException {
    int filled = 0;
    try {
      while (filled < length) {
        int read = content.read(target, from + filled, length - filled);
        if (read < 0) {
          break;
        }
        filled += read;
        offset += read;
      }
      return filled;
    } catch (EOFException e) {
      throw BadDataException.at(
          source, offset, "more compressed data", "the end of the file: it was cut off", e);
    } catch (ZipException e) {
      throw BadDataException.at(
          source, offset, "whole compressed data", "damage (" + e.getMessage() + ")", e);
    }
  }
}
