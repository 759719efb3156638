package org.vae4j.datasets.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.vae4j.datasets.faults.BadDataException;

/** What the end of a Parquet file says: the columns, and where their pages are. */
final class Footer {
  /** How a file begins and ends. */
  static final String MAGIC = "PAR1";

  /** How one begins and ends whose footer is encrypted. */
  static final String ENCRYPTED = "PARE";

  /** The length of the footer and the magic, behind the footer. */
  private static final int TAIL = Integer.BYTES + MAGIC.length();

  private Footer() {}

  /**
   * Reads it.
   *
   * @param path for messages
   * @throws BadDataException if the file is encrypted, not whole or no Parquet
   * @throws IOException if reading fails
   */
  static ParquetMetadata read(Path path, FileChannel file) throws IOException {
    long size = file.size();
    if (size < MAGIC.length() + TAIL) {
      throw BadDataException.of(path, "a whole Parquet file", "%,d bytes".formatted(size));
    }
    ByteBuffer tail =
        ByteBuffer.wrap(bytes(file, size - TAIL, TAIL)).order(ByteOrder.LITTLE_ENDIAN);
    long length = tail.getInt();
    String magic = StandardCharsets.ISO_8859_1.decode(tail).toString();
    if (magic.equals(ENCRYPTED)) {
      throw encrypted(path);
    }
    if (!magic.equals(MAGIC)) {
      throw BadDataException.of(
          path, "a Parquet file that ends in " + MAGIC, "another end (is it cut off?)");
    }
    if (length <= 0 || length > size - TAIL - MAGIC.length()) {
      throw BadDataException.at(
          path.toString(), size - TAIL, "the length of the footer", "%,d bytes".formatted(length));
    }
    ParquetMetadata footer = parsed(path, new FileBytes(file, size - TAIL - length));
    if (footer.getFileMetaData().getEncryptionType() != FileMetaData.EncryptionType.UNENCRYPTED) {
      throw encrypted(path);
    }
    if (footer.getBlocks().stream().anyMatch(block -> block.getRowCount() < 0)) {
      throw BadDataException.of(path, "a whole footer of Parquet", "damage (fewer than no rows)");
    }
    return footer;
  }

  private static ParquetMetadata parsed(Path path, InputStream bytes) {
    try {
      return new ParquetMetadataConverter()
          .readParquetMetadata(bytes, ParquetMetadataConverter.NO_FILTER);
    } catch (IOException | RuntimeException e) { // the parser trips over damage in many ways
      throw BadDataException.of(path, "a whole footer of Parquet", Damage.words(e));
    }
  }

  private static BadDataException encrypted(Path path) {
    return BadDataException.of(
        path, "a Parquet file that all can read", "an encrypted one (write it again without keys)");
  }

  /** So many bytes at the start or at another place of a file; fewer at its end. */
  static byte[] bytes(FileChannel file, long start, int count) throws IOException {
    return new FileBytes(file, start).readNBytes(count);
  }
}
