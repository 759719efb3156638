package org.vae4j.datasets.download;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.ZipException;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.FileContent;

/**
 * A file that a data set consists of.
 *
 * @param name the name of the uncompressed file; mirrors hold it with {@code .gz} added
 * @param contentBytes the size of the uncompressed content
 * @param checksum what is known of its bytes
 */
public record RemoteFile(String name, long contentBytes, Checksum checksum) implements Remote {

  /** Gzip never adds more than this to content of the sizes in question. */
  private static final long PACKING = 1 << 16;

  /** The name with {@code .gz}. */
  @Override
  public String storedName() {
    return name + ".gz";
  }

  @Override
  public long mostStoredBytes() {
    return contentBytes + PACKING;
  }

  /**
   * Whether a file on disk has the right content: true if size and checksum are right.
   *
   * @param file a plain or gzipped file; it must be the packed one if the checksum is of that
   * @throws IOException if the file cannot be read; a damaged one is just not right
   */
  @Override
  public boolean isContentOf(Path file) throws IOException {
    MessageDigest stored = Checksum.digest();
    MessageDigest digest = Checksum.digest();
    byte[] buffer = new byte[1 << 16];
    long count = 0;
    try (DigestInputStream raw = new DigestInputStream(Files.newInputStream(file), stored);
        InputStream content = FileContent.unpacked(raw, name)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        count += n;
        if (count > contentBytes) {
          return false;
        }
        digest.update(buffer, 0, n);
      }
      // What may follow the gzipped content is a part of the file as it is stored.
      raw.transferTo(OutputStream.nullOutputStream());
    } catch (EOFException | ZipException | BadDataException e) {
      return false;
    }
    return count == contentBytes && checksum.isRight(digest, stored);
  }
}
