package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that has to be known to read a table.
 *
 * @param format of the text
 * @param columns all of them in the order of the file, those that are left out among them
 */
public record TableReading(TableFormat format, List<ColumnReading> columns) {
  public TableReading {
    columns = List.copyOf(columns);
  }

  /**
   * What is said of a table, if nothing is left to guess.
   *
   * @throws IOException if reading fails
   */
  public static Optional<TableReading> said(Path file, GivenFormat given) throws IOException {
    if (given.separator().isEmpty() || given.decimal().isEmpty() || given.header().isEmpty()) {
      return Optional.empty();
    }
    TableFormat format =
        new TableFormat(
            given.charset().isPresent() ? given.charset().get() : TextCharset.of(file),
            given.separator().get(),
            given.decimal().get(),
            given.header().get());
    List<String> names = format.names(file);
    boolean all =
        given.columns().keySet().equals(Set.copyOf(names))
            && given.columns().values().stream().noneMatch(ColumnReading::lacksPattern);
    return all
        ? Optional.of(new TableReading(format, names.stream().map(given.columns()::get).toList()))
        : Optional.empty();
  }
}
