package org.vae4j.checkpoint;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The zip of a checkpoint: it holds entries of known names, each once, and an entry is read only as
 * far as its reader says that it may reach.
 */
final class CheckpointZip implements Closeable {
  static final String CONFIGURATION = "configuration.json";
  static final String PARAMETERS = "coefficients.bin";
  static final String UPDATER_STATE = "updaterState.bin";
  static final String MANIFEST = "vae4j.json";

  /** What a checkpoint may hold besides the manifest, in the order of the file. */
  static final List<String> CONTENT = List.of(CONFIGURATION, PARAMETERS, UPDATER_STATE);

  private static final String WHOLE = "a whole zip file";

  private final Path file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();

  private CheckpointZip(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      add(all.nextElement());
    }
    for (String name : List.of(CONFIGURATION, PARAMETERS)) {
      if (!has(name)) {
        throw bad(name, "this entry", "none");
      }
    }
  }

  private void add(ZipEntry entry) {
    String name = entry.getName();
    if (!name.equals(MANIFEST) && !CONTENT.contains(name)) {
      throw bad(
          name,
          "no entry but %s and %s (Java objects are never read)"
              .formatted(String.join(", ", CONTENT), MANIFEST),
          "this one");
    }
    if (entries.put(name, entry) != null) {
      throw bad(name, "this entry once", "it twice");
    }
  }

  static CheckpointZip open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw BadCheckpointException.of(file, "this file", "a regular file", "something else");
    }
    if (!Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException e) {
      throw BadCheckpointException.of(file, "this file", WHOLE, e);
    }
    try {
      return new CheckpointZip(file, zip);
    } catch (RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  boolean has(String entry) {
    return entries.containsKey(entry);
  }

  /** The length of an entry in bytes, as the zip's directory states it. */
  long size(String entry) {
    return entries.get(entry).getSize();
  }

  /**
   * Reads an entry to its end, and no further than {@code limit}.
   *
   * @param sha256 what it should be, if that is known
   * @throws BadCheckpointException if it is longer, or is not what {@code sha256} or the zip's
   *     directory says
   */
  void verify(String entry, long limit, Optional<String> sha256) throws IOException {
    CRC32 crc = new CRC32();
    MessageDigest digest = Sha256.start();
    long length;
    try (Content content = content(entry, limit);
        InputStream in = new CheckedInputStream(new DigestInputStream(content, digest), crc)) {
      in.transferTo(OutputStream.nullOutputStream());
      length = content.position();
    }
    String found = Sha256.end(digest);
    if (sha256.isPresent() && !found.equals(sha256.get())) {
      throw bad(entry, "SHA-256 " + sha256.get(), found);
    }
    ZipEntry stated = entries.get(entry);
    if (length != stated.getSize()) {
      throw bad(entry, stated.getSize() + " bytes", length);
    }
    if (crc.getValue() != stated.getCrc()) {
      throw bad(entry, "CRC-32 %08x".formatted(stated.getCrc()), "%08x".formatted(crc.getValue()));
    }
  }

  /** The bytes of an entry, of which there may be {@code limit}. */
  byte[] bytes(String entry, int limit) throws IOException {
    try (Content content = content(entry, limit)) {
      return content.readAllBytes();
    }
  }

  /**
   * An entry as a stream that fails when it would pass {@code limit} bytes. An entry that states a
   * greater length fails at once.
   */
  Content content(String entry, long limit) throws IOException {
    long stated = size(entry);
    if (stated > limit) {
      throw bad(entry, "at most %d bytes".formatted(limit), "%d".formatted(stated));
    }
    try {
      return new Content(entry, zip.getInputStream(entries.get(entry)), limit);
    } catch (ZipException | EOFException e) {
      throw bad(entry, WHOLE, e);
    }
  }

  BadCheckpointException bad(String entry, String expected, Object found) {
    return BadCheckpointException.of(file, entry, expected, found);
  }

  BadCheckpointException bad(String entry, String expected, Throwable cause) {
    return BadCheckpointException.of(file, entry, expected, cause);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** What an entry holds, counted while it is inflated. */
  final class Content extends FilterInputStream {
    private final String entry;
    private final long limit;
    private long position;

    private Content(String entry, InputStream inflated, long limit) {
      super(inflated);
      this.entry = entry;
      this.limit = limit;
    }

    /** How many bytes have been read. */
    long position() {
      return position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count;
      try {
        count = super.read(into, offset, length);
      } catch (ZipException | EOFException e) {
        throw bad(entry, WHOLE, e);
      }
      position += Math.max(0, count);
      if (position > limit) {
        throw bad(entry, "at most %d bytes".formatted(limit), "more");
      }
      return count;
    }

    @Override
    public long skip(long count) {
      throw new UnsupportedOperationException("bytes are counted as they are read");
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
