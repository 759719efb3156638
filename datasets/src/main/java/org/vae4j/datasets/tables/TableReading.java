package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that has to be known to read a table.
 *
 * @param format how it is written
 * @param columns all of them in the order of the file, those that are left out among them
 */
public record TableReading(TableFormat format, List<ColumnReading> columns) {
  public TableReading {
    columns = List.copyOf(columns);
  }

  /** Whether the file is Parquet rather than text. */
  public boolean isParquet() {
    return format instanceof TableFormat.Parquet;
  }

  /**
   * What is said of a table, if nothing is left to guess.
   *
   * @throws IOException if reading fails
   */
  public static Optional<TableReading> said(Path file, GivenFormat given) throws IOException {
    Optional<TableFormat> said = TableFormat.said(file, given);
    if (said.isEmpty() || given.columns().isEmpty()) {
      return Optional.empty();
    }
    TableFormat format = said.get();
    List<String> names = format.names(file);
    boolean all =
        given.columns().keySet().equals(Set.copyOf(names))
            && given.columns().values().stream().noneMatch(ColumnReading::lacksPattern);
    return all
        ? Optional.of(new TableReading(format, names.stream().map(given.columns()::get).toList()))
        : Optional.empty();
  }
}
