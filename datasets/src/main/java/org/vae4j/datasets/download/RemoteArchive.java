package org.vae4j.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.vae4j.datasets.faults.BadDataException;

/**
 * A zip archive that has the files of a data set in one of its folders.
 *
 * @param name the name under which mirrors hold it
 * @param bytes its size
 * @param sha256 the SHA-256 of the archive, 64 hexadecimal digits in lower case
 * @param folder where the files are in it, with a slash at its end
 */
public record RemoteArchive(String name, long bytes, String sha256, String folder)
    implements Remote {

  @Override
  public String storedName() {
    return name;
  }

  @Override
  public long mostStoredBytes() {
    return bytes;
  }

  @Override
  public boolean isContentOf(Path file) throws IOException {
    if (Files.size(file) != bytes) {
      return false;
    }
    MessageDigest digest = Checksum.digest();
    try (InputStream stored = new DigestInputStream(Files.newInputStream(file), digest)) {
      stored.transferTo(OutputStream.nullOutputStream());
    }
    return Checksum.asStored(sha256).isRight(digest);
  }

  /**
   * Takes one file out of the archive, in one step: it is there in full or not at all.
   *
   * @param archive this archive on disk
   * @param file which file, as it is packed
   * @param target the folder to put it into
   * @throws BadDataException if the archive has no such file
   * @throws IOException if reading or writing fails
   */
  public void extract(Path archive, RemoteFile file, Path target) throws IOException {
    Path part = target.resolve(file.storedName() + ".part");
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      ZipEntry entry = zip.getEntry(folder + file.storedName());
      if (entry == null) {
        throw BadDataException.of(archive, "a file " + folder + file.storedName(), "none");
      }
      try (InputStream content = zip.getInputStream(entry)) {
        Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(part, target.resolve(file.storedName()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
