package org.vae4j.datasets.parquet;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.GroupWriter;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Parquet files as the library itself writes them.
 *
 * @param codec that packs the pages
 * @param version of the pages
 * @param rowsAGroup after which a new group begins
 * @param dictionary whether values that come again are numbered
 */
public record WrittenParquet(
    CompressionCodecName codec, WriterVersion version, int rowsAGroup, boolean dictionary) {
  /** As most programs write them. */
  public static final WrittenParquet USUAL =
      new WrittenParquet(CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0, 1 << 20, true);

  /** So many rows make a page at most. */
  private static final int ROWS_A_PAGE = 50;

  /** Writes a file. */
  public Path write(Path file, MessageType schema, List<Group> rows) throws IOException {
    ParquetProperties properties =
        ParquetProperties.builder()
            .withWriterVersion(version)
            .withDictionaryEncoding(dictionary)
            .withPageRowCountLimit(ROWS_A_PAGE)
            .build();
    try (ParquetFileWriter writer =
        new ParquetFileWriter(
            new LocalOutputFile(file),
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            1 << 24,
            0,
            64,
            64,
            true)) {
      writer.start();
      for (int from = 0; from < rows.size(); from += rowsAGroup) {
        List<Group> some = rows.subList(from, Math.min(rows.size(), from + rowsAGroup));
        writeGroup(writer, properties, schema, some);
      }
      writer.end(Map.of());
    }
    return file;
  }

  private void writeGroup(
      ParquetFileWriter writer, ParquetProperties properties, MessageType schema, List<Group> rows)
      throws IOException {
    try (ColumnChunkPageWriteStore pages =
            new ColumnChunkPageWriteStore(
                new Packing(codec), schema, new HeapByteBufferAllocator(), 64, true);
        ColumnWriteStore columns = properties.newColumnWriteStore(schema, pages, pages)) {
      RecordConsumer records = new ColumnIOFactory().getColumnIO(schema).getRecordWriter(columns);
      GroupWriter groups = new GroupWriter(records, schema);
      rows.forEach(groups::write);
      records.flush();
      writer.startBlock(rows.size());
      columns.flush();
      pages.flushToFileWriter(writer);
      writer.endBlock();
    }
  }

  private record Packing(CompressionCodecName name) implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      byte[] plain = bytes.toInputStream().readAllBytes();
      return BytesInput.from(
          switch (name) {
            case SNAPPY -> packed(new SnappyCompressor(), plain);
            case ZSTD -> packed(new ZstdCompressor(), plain);
            case LZ4_RAW -> packed(new Lz4Compressor(), plain);
            case GZIP -> gzipped(plain);
            // Of a codec that is not known, what the pages hold does not matter.
            default -> plain;
          });
    }

    private static byte[] packed(Compressor compressor, byte[] plain) {
      byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
      int size = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
      return Arrays.copyOf(packed, size);
    }

    private static byte[] gzipped(byte[] plain) throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(plain);
      }
      return packed.toByteArray();
    }

    @Override
    public CompressionCodecName getCodecName() {
      return name;
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }
}
