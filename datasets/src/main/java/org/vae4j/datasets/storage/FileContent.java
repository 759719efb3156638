package org.vae4j.datasets.storage;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.vae4j.datasets.faults.BadDataException;

/**
 * The content of a file, unpacked on the way if the file is gzipped. What a file is shows in its
 * first two bytes; its name is not looked at.
 */
public final class FileContent {
  private static final int BUFFER = 1 << 16;

  private FileContent() {}

  /**
   * Opens a file.
   *
   * @param file a plain or gzipped file
   * @return its uncompressed content; the caller closes it
   * @throws BadDataException if the file is missing, a folder, may not be read, or begins like gzip
   *     and is none
   * @throws IOException if reading fails
   */
  public static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw BadDataException.of(file, "a readable file", "a folder");
    }
    try {
      return unpacked(Files.newInputStream(file), file.toString());
    } catch (NoSuchFileException e) {
      throw BadDataException.unreadable(file, "none", e);
    } catch (AccessDeniedException e) {
      throw BadDataException.unreadable(file, "one without permission to read it", e);
    }
  }

  /**
   * Unpacks a stream if it is gzipped.
   *
   * @param stored the bytes as they are stored; closed if this method fails
   * @param source the name for messages
   * @return the uncompressed content; closing it closes {@code stored}
   * @throws BadDataException if the stream begins like gzip and is none
   * @throws IOException if reading fails
   */
  public static InputStream unpacked(InputStream stored, String source) throws IOException {
    InputStream buffered = new BufferedInputStream(stored, BUFFER);
    try {
      return startsLikeGzip(buffered) ? new GZIPInputStream(buffered, BUFFER) : buffered;
    } catch (ZipException | EOFException e) {
      buffered.close();
      throw BadDataException.at(source, 0, "a whole gzip header", e.getMessage(), e);
    } catch (IOException e) {
      buffered.close();
      throw e;
    }
  }

  private static boolean startsLikeGzip(InputStream stream) throws IOException {
    stream.mark(2);
    int magic = stream.read() | (stream.read() << 8);
    stream.reset();
    return magic == GZIPInputStream.GZIP_MAGIC;
  }
}
