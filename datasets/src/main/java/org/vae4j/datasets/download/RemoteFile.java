package org.vae4j.datasets.download;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.FileContent;

/**
 * A file that a data set consists of, known by its content and not by how a mirror packs it.
 *
 * @param name the name of the uncompressed file; mirrors hold it with {@code .gz} added
 * @param contentBytes the size of the uncompressed content
 * @param sha256 the SHA-256 of the uncompressed content, 64 hexadecimal digits in lower case
 */
public record RemoteFile(String name, long contentBytes, String sha256) {

  /** Gzip never adds more than this to content of the sizes in question. */
  private static final long PACKING = 1 << 16;

  /**
   * Returns the name under which mirrors hold the file.
   *
   * @return the name with {@code .gz}
   */
  public String packedName() {
    return name + ".gz";
  }

  /**
   * Returns how large a download may become before it cannot be the file.
   *
   * @return a bound in bytes
   */
  long mostPackedBytes() {
    return contentBytes + PACKING;
  }

  /**
   * Tells whether a file on disk has the right content.
   *
   * @param file a plain or gzipped file
   * @return true if size and checksum of its uncompressed content are right
   * @throws IOException if the file cannot be read; a damaged one is just not right
   */
  public boolean isContentOf(Path file) throws IOException {
    MessageDigest digest = sha256Digest();
    byte[] buffer = new byte[1 << 16];
    long count = 0;
    try (InputStream content = FileContent.open(file)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        count += n;
        if (count > contentBytes) {
          return false;
        }
        digest.update(buffer, 0, n);
      }
    } catch (EOFException | ZipException | BadDataException e) {
      return false;
    }
    return HexFormat.of().formatHex(digest.digest()).equals(sha256);
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
