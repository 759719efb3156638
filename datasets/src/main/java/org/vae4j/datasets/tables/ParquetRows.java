package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.parquet.ParquetFile;

/** The rows of a Parquet file; the names of its columns come first, as the header of a text. */
final class ParquetRows implements TableRows {
  private final ParquetFile file;
  private boolean named;
  private long place;

  private ParquetRows(ParquetFile file) {
    this.file = file;
  }

  /**
   * Opens a table.
   *
   * @throws org.vae4j.datasets.faults.BadDataException if it is missing, encrypted or damaged
   */
  static ParquetRows open(Path file) throws IOException {
    return new ParquetRows(ParquetFile.open(file));
  }

  @Override
  public Optional<Row> next() {
    if (!named) {
      named = true;
      return Optional.of(new Row(0, file.names()));
    }
    Optional<List<String>> cells = file.next();
    while (cells.isPresent()) {
      Row row = new Row(++place, cells.get());
      if (!row.isBlank()) {
        return Optional.of(row);
      }
      cells = file.next();
    }
    return Optional.empty();
  }

  @Override
  public List<Optional<String>> unreadable() {
    return file.leftOut();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
