package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/**
 * How a table is written as text.
 *
 * @param charset of its bytes
 * @param separator what stands between cells
 * @param decimal what stands before the decimals of a number
 * @param header whether the first row is the names of the columns
 */
public record TableFormat(
    Charset charset, Separator separator, DecimalMark decimal, boolean header) {
  /** The names of the columns of a file. */
  List<String> names(Path file) throws IOException {
    try (TableRows rows = TableRows.open(file, charset, separator)) {
      List<String> first = rows.next().map(TableRows.Row::cells).orElse(List.of());
      if (!header) {
        return ColumnNames.of(first.size());
      }
      List<String> below = rows.next().map(TableRows.Row::cells).orElse(first);
      return ColumnNames.of(ColumnNames.fitted(first, below));
    }
  }
}
