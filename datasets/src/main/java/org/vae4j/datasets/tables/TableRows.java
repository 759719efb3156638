package org.vae4j.datasets.tables;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The rows of a table, cut into cells, one after the other. */
interface TableRows extends Closeable {
  /**
   * Row of a table.
   *
   * @param place in the file, counted from 1
   * @param cells as text, without blanks around it; empty where there is none
   */
  record Row(long place, List<String> cells) {
    /** Whether it has no value, as Excel leaves rows below a table. */
    boolean isBlank() {
      return cells.stream().allMatch(String::isEmpty);
    }
  }

  /**
   * Opens a file.
   *
   * @throws org.vae4j.datasets.faults.BadDataException if it is missing or damaged
   */
  static TableRows open(Path file, TableFormat format) throws IOException {
    return format instanceof TableFormat.Text text
        ? TextRows.open(file, text.charset(), text.separator(), text.missing())
        : ParquetRows.open(file);
  }

  /**
   * The next row that is not blank; empty at the end.
   *
   * @throws org.vae4j.datasets.faults.BadDataException if the file is damaged
   */
  Optional<Row> next() throws IOException;

  /** For each column why its cells cannot be read; empty if they can. None if all can. */
  default List<Optional<String>> unreadable() {
    return List.of();
  }
}
