package org.vae4j.datasets.tables;

import java.util.List;

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
}
