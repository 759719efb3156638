package org.vae4j.datasets.parquet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.PrimitiveType;
import org.vae4j.datasets.storage.HeapSpace;

/** The pages of one column in one group of rows, unpacked one by one. */
final class ColumnPages implements PageReader {
  /** Larger pages are rare: whether one fits is asked first. */
  private static final int LARGE = 1 << 24;

  private final String place;
  private final InputStream bytes;
  private final Unpacking unpacking;
  private final long values;
  private final Statistics<?> noStatistics;
  private final ParquetMetadataConverter converter = new ParquetMetadataConverter();
  private PageHeader next;
  private long valuesRead;

  /**
   * Before the first page.
   *
   * @param place what messages call the column
   * @param bytes from the first page on
   * @param values how many there are in all pages, nulls among them
   */
  ColumnPages(
      String place, InputStream bytes, Unpacking unpacking, long values, PrimitiveType type) {
    this.place = place;
    this.bytes = new BufferedInputStream(bytes);
    this.unpacking = unpacking;
    this.values = values;
    this.noStatistics = Statistics.createStats(type);
  }

  @Override
  public long getTotalValueCount() {
    return values;
  }

  /** The dictionary, which comes first; null if there is none. */
  @Override
  public DictionaryPage readDictionaryPage() {
    try {
      PageHeader header = header();
      if (header.getType() != PageType.DICTIONARY_PAGE) {
        return null;
      }
      next = null;
      byte[] page = unpacking.unpacked(content(header), header.getUncompressed_page_size());
      int count = header.getDictionary_page_header().getNum_values();
      // Each takes a byte at least; the decoder makes room for as many as are said.
      if (count > page.length) {
        throw new ParquetDecodingException(
            "a dictionary of %,d values in %,d bytes".formatted(count, page.length));
      }
      return new DictionaryPage(
          BytesInput.from(page),
          count,
          converter.getEncoding(header.getDictionary_page_header().getEncoding()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next page of values; null behind the last. */
  @Override
  public DataPage readPage() {
    try {
      while (valuesRead < values) {
        PageHeader header = header();
        next = null;
        byte[] content = content(header);
        // Pages of other types hold an index, which is not needed.
        if (header.isSetData_page_header()) {
          return ofVersion1(header, content);
        }
        if (header.isSetData_page_header_v2()) {
          return ofVersion2(header, content);
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PageHeader header() throws IOException {
    if (next == null) {
      next = Util.readPageHeader(bytes);
      requireSize(next.getCompressed_page_size());
      requireSize(next.getUncompressed_page_size());
    }
    return next;
  }

  private void requireSize(int size) {
    if (size < 0) {
      throw new ParquetDecodingException("a page of %,d bytes".formatted(size));
    }
    if (size > LARGE) {
      HeapSpace.require(place, size);
    }
  }

  private byte[] content(PageHeader header) throws IOException {
    int size = header.getCompressed_page_size();
    byte[] content = bytes.readNBytes(size);
    if (content.length < size) {
      throw new ParquetDecodingException(
          "a page that ends after %,d of %,d bytes".formatted(content.length, size));
    }
    CRC32 checksum = new CRC32();
    checksum.update(content);
    if (header.isSetCrc() && header.getCrc() != (int) checksum.getValue()) {
      throw new ParquetDecodingException("a page with another checksum than it had");
    }
    return content;
  }

  private DataPage ofVersion1(PageHeader page, byte[] content) throws IOException {
    DataPageHeader header = page.getData_page_header();
    valuesRead += count(header.getNum_values());
    byte[] unpacked = unpacking.unpacked(content, page.getUncompressed_page_size());
    return new DataPageV1(
        BytesInput.from(unpacked),
        header.getNum_values(),
        unpacked.length,
        noStatistics,
        converter.getEncoding(header.getRepetition_level_encoding()),
        converter.getEncoding(header.getDefinition_level_encoding()),
        converter.getEncoding(header.getEncoding()));
  }

  /** Levels are first, and never packed. */
  private DataPage ofVersion2(PageHeader page, byte[] content) throws IOException {
    DataPageHeaderV2 header = page.getData_page_header_v2();
    valuesRead += count(header.getNum_values());
    int repetitions = header.getRepetition_levels_byte_length();
    int levels = repetitions + header.getDefinition_levels_byte_length();
    if (repetitions < 0 || levels < repetitions || levels > content.length) {
      throw new ParquetDecodingException("levels of %,d bytes".formatted(levels));
    }
    int size = page.getUncompressed_page_size() - levels;
    requireSize(size);
    boolean packed = !header.isSetIs_compressed() || header.isIs_compressed();
    BytesInput data =
        packed
            ? BytesInput.from(unpacking.unpackedBehind(levels, content, size))
            : BytesInput.from(content, levels, content.length - levels);
    Encoding encoding = converter.getEncoding(header.getEncoding());
    return DataPageV2.uncompressed(
        header.getNum_rows(),
        header.getNum_nulls(),
        header.getNum_values(),
        BytesInput.from(content, 0, repetitions),
        BytesInput.from(content, repetitions, levels - repetitions),
        encoding,
        data,
        noStatistics);
  }

  private static int count(int values) {
    if (values < 0) {
      throw new ParquetDecodingException("a page of %,d values".formatted(values));
    }
    return values;
  }
}
