package org.vae4j.datasets.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;
import org.vae4j.datasets.faults.BadDataException;

/** How the pages of a column are unpacked. */
final class Unpacking {
  private static final Set<CompressionCodecName> KNOWN =
      EnumSet.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP,
          CompressionCodecName.ZSTD,
          CompressionCodecName.LZ4_RAW);

  private final CompressionCodecName codec;
  private final Optional<Decompressor> decompressor;

  private Unpacking(CompressionCodecName codec, Optional<Decompressor> decompressor) {
    this.codec = codec;
    this.decompressor = decompressor;
  }

  /**
   * Of a codec.
   *
   * @param place for the message
   * @throws BadDataException if it is none of those known
   */
  static Unpacking of(String place, CompressionCodecName codec) {
    if (!KNOWN.contains(codec)) {
      throw BadDataException.of(
          place,
          "pages packed with "
              + KNOWN.stream().map(Unpacking::name).collect(Collectors.joining(", ")),
          name(codec) + " (write the file again with one of these)");
    }
    return new Unpacking(
        codec,
        Optional.ofNullable(
            switch (codec) {
              case SNAPPY -> new SnappyDecompressor();
              case ZSTD -> new ZstdDecompressor();
              case LZ4_RAW -> new Lz4Decompressor();
              default -> null;
            }));
  }

  private static String name(CompressionCodecName codec) {
    return codec.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Unpacks a part of a page.
   *
   * @param size in bytes when it is unpacked
   * @throws IOException if what is packed is damaged
   * @throws ParquetDecodingException if it has another size
   */
  byte[] unpacked(byte[] packed, int size) throws IOException {
    if (codec == CompressionCodecName.UNCOMPRESSED || packed.length == 0) {
      return requireSize(packed, packed.length, size);
    }
    if (codec == CompressionCodecName.GZIP) {
      try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(packed))) {
        byte[] unpacked = content.readNBytes(size);
        return requireSize(unpacked, unpacked.length + (content.read() < 0 ? 0 : 1), size);
      }
    }
    byte[] unpacked = new byte[size];
    int count = decompressor.orElseThrow().decompress(packed, 0, packed.length, unpacked, 0, size);
    return requireSize(unpacked, count, size);
  }

  /** Unpacks what is behind the first bytes, which are not packed. */
  byte[] unpackedBehind(int first, byte[] page, int size) throws IOException {
    return unpacked(Arrays.copyOfRange(page, first, page.length), size);
  }

  private static byte[] requireSize(byte[] bytes, int found, int expected) {
    if (found != expected) {
      throw new ParquetDecodingException("a page of other than its %,d bytes".formatted(expected));
    }
    return bytes;
  }
}
