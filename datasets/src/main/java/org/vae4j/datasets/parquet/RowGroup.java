package org.vae4j.datasets.parquet;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;
import org.vae4j.datasets.faults.BadDataException;

/** Rows that are stored together, a column after the other. */
final class RowGroup {
  private final Path path;
  private final List<FlatColumn> columns;
  private final ColumnReader[] readers;
  private final int[] present;

  private RowGroup(Path path, List<FlatColumn> columns) {
    this.path = path;
    this.columns = columns;
    this.readers = new ColumnReader[columns.size()];
    this.present = new int[columns.size()];
  }

  /**
   * Opens one before its first row.
   *
   * @param schema of the columns that are read
   * @param writer what wrote the file; null if it does not say
   * @throws BadDataException if a column is missing, damaged, or packed in an unknown way
   */
  static RowGroup open(
      Path path,
      FileChannel file,
      BlockMetaData block,
      MessageType schema,
      String writer,
      List<FlatColumn> columns) {
    RowGroup group = new RowGroup(path, columns);
    Map<String, PageReader> pages = new HashMap<>();
    for (int j = 0; j < columns.size(); j++) {
      if (columns.get(j).text().isEmpty()) {
        continue;
      }
      String place = group.place(j);
      String[] name = {columns.get(j).name()};
      ColumnChunkMetaData chunk = chunk(place, block, name);
      ColumnDescriptor column = schema.getColumnDescription(name);
      group.present[j] = column.getMaxDefinitionLevel();
      try {
        pages.put(
            name[0],
            new ColumnPages(
                place,
                new FileBytes(file, chunk.getStartingPos()),
                Unpacking.of(place, chunk.getCodec()),
                chunk.getValueCount(),
                column.getPrimitiveType()));
        group.readers[j] =
            new ColumnReadStoreImpl(
                    new Pages(block.getRowCount(), pages), new NoRecords(), schema, writer)
                .getColumnReader(column);
      } catch (BadDataException e) {
        throw e;
      } catch (RuntimeException e) { // decoders trip over damage in many ways
        throw damaged(place, e);
      }
    }
    return group;
  }

  /** The pages of each column, by its name. */
  private record Pages(long rows, Map<String, PageReader> byName) implements PageReadStore {
    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
      return byName.get(column.getPath()[0]);
    }

    @Override
    public long getRowCount() {
      return rows;
    }
  }

  private static ColumnChunkMetaData chunk(String place, BlockMetaData block, String[] name) {
    return block.getColumns().stream()
        .filter(chunk -> Arrays.equals(chunk.getPath().toArray(), name))
        .filter(chunk -> chunk.getValueCount() == block.getRowCount())
        .findFirst()
        .orElseThrow(
            () ->
                BadDataException.of(
                    place, "%,d values, one a row".formatted(block.getRowCount()), "others"));
  }

  /**
   * The cells of the next row; empty where there is no value, and in columns that are left out.
   *
   * @throws BadDataException if a page is damaged
   */
  String[] next() {
    String[] cells = new String[readers.length];
    for (int j = 0; j < cells.length; j++) {
      cells[j] = readers[j] == null ? "" : cell(j);
    }
    return cells;
  }

  private String cell(int j) {
    try {
      ColumnReader reader = readers[j];
      String text =
          reader.getCurrentDefinitionLevel() < present[j]
              ? ""
              : columns.get(j).text().orElseThrow().of(reader).strip();
      reader.consume();
      return text;
    } catch (BadDataException e) {
      throw e;
    } catch (RuntimeException e) { // decoders trip over damage in many ways
      throw damaged(place(j), e);
    }
  }

  private String place(int j) {
    return "%s, column '%s'".formatted(path, columns.get(j).name());
  }

  private static BadDataException damaged(String place, RuntimeException fault) {
    return BadDataException.of(place, "whole pages of Parquet", Damage.words(fault));
  }
}
