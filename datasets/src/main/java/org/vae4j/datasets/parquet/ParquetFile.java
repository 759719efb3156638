package org.vae4j.datasets.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.vae4j.datasets.faults.BadDataException;

/** The rows of a Parquet file, one after the other. */
public final class ParquetFile implements Closeable {
  /** From so many values it shows whether bytes are text. */
  private static final int SAMPLE = 1000;

  private final Path path;
  private final FileChannel file;
  private final List<BlockMetaData> groups;
  private final String writer;
  private final MessageType schema;
  private final List<FlatColumn> columns = new ArrayList<>();
  private int nextGroup;
  private RowGroup group;
  private long rowsLeft;

  private ParquetFile(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    ParquetMetadata footer = Footer.read(path, file);
    this.groups = footer.getBlocks();
    this.writer = footer.getFileMetaData().getCreatedBy();
    this.schema = footer.getFileMetaData().getSchema();
    for (Type field : schema.getFields()) {
      FlatColumn column = FlatColumn.of(field);
      columns.add(column.isUnmarked() && isText(column) ? column.with(CellText.utf8()) : column);
    }
  }

  /**
   * Whether a file begins like Parquet, encrypted or not.
   *
   * @throws BadDataException if it may not be read
   * @throws IOException if reading fails
   */
  public static boolean is(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (FileChannel file = channel(path)) {
      String start =
          new String(Footer.bytes(file, 0, Footer.MAGIC.length()), StandardCharsets.ISO_8859_1);
      return start.equals(Footer.MAGIC) || start.equals(Footer.ENCRYPTED);
    }
  }

  /**
   * Opens a file before its first row.
   *
   * @throws BadDataException if it is missing, encrypted, damaged or packed in an unknown way
   * @throws IOException if reading fails
   */
  public static ParquetFile open(Path path) throws IOException {
    FileChannel file = channel(path);
    try {
      return new ParquetFile(path, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    try {
      return FileChannel.open(path);
    } catch (NoSuchFileException e) {
      throw BadDataException.unreadable(path, "none", e);
    } catch (AccessDeniedException e) {
      throw BadDataException.unreadable(path, "one without permission to read it", e);
    }
  }

  /** The names of the columns at the top of the schema, those that are left out among them. */
  public List<String> names() {
    return columns.stream().map(FlatColumn::name).toList();
  }

  /** For each column, in a word, why it is left out; empty if it is not. */
  public List<Optional<String>> leftOut() {
    return columns.stream().map(FlatColumn::leftOut).toList();
  }

  /**
   * The cells of the next row, as text without blanks around it; empty where there is no value.
   *
   * @return empty behind the last row
   * @throws BadDataException if a page is damaged, or packed in an unknown way
   */
  public Optional<List<String>> next() {
    while (rowsLeft == 0) {
      if (nextGroup == groups.size()) {
        return Optional.empty();
      }
      BlockMetaData block = groups.get(nextGroup++);
      rowsLeft = block.getRowCount();
      if (rowsLeft > 0) {
        group = RowGroup.open(path, file, block, schema, writer, columns);
      }
    }
    rowsLeft--;
    return Optional.of(List.of(group.next()));
  }

  private boolean isText(FlatColumn column) {
    Optional<BlockMetaData> first =
        groups.stream().filter(block -> block.getRowCount() > 0).findFirst();
    if (first.isEmpty()) {
      return true;
    }
    RowGroup sample =
        RowGroup.open(
            path,
            file,
            first.get(),
            schema,
            writer,
            List.of(column.with(reader -> isUtf8(reader.getBinary()) ? "" : "bytes")));
    for (long n = 0; n < Math.min(SAMPLE, first.get().getRowCount()); n++) {
      if (!sample.next()[0].isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(Binary value) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(value.toByteBuffer());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
