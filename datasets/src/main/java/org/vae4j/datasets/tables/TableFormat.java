package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.vae4j.datasets.parquet.ParquetFile;

/** How a table is written. */
public sealed interface TableFormat {
  /**
   * As text.
   *
   * @param charset of its bytes
   * @param separator what stands between cells
   * @param decimal what stands before the decimals of a number
   * @param header whether the first row is the names of the columns
   * @param missing words that stand where there is no value, beside the usual ones
   */
  record Text(
      Charset charset,
      Separator separator,
      DecimalMark decimal,
      boolean header,
      Set<String> missing)
      implements TableFormat {
    public Text {
      missing = Collections.unmodifiableSet(new TreeSet<>(missing));
    }

    @Override
    public String place() {
      return "line";
    }
  }

  /** In Parquet, which says itself how. */
  record Parquet() implements TableFormat {
    @Override
    public DecimalMark decimal() {
      return DecimalMark.POINT;
    }

    @Override
    public boolean header() {
      return true;
    }

    @Override
    public String place() {
      return "row";
    }
  }

  /**
   * The format of a file whose columns are known.
   *
   * @param given what need not be guessed of a text
   * @throws org.vae4j.datasets.faults.BadDataException if it is no table
   * @throws IOException if reading fails
   */
  static TableFormat of(Path file, GivenFormat given) throws IOException {
    if (ParquetFile.is(file)) {
      return new Parquet();
    }
    Optional<TableFormat> said = said(file, given);
    return said.isPresent()
        ? said.get()
        : TableGuess.of(file, given.withoutColumns()).reading().format();
  }

  /** What is said of a table, if nothing but its encoding is left to guess. */
  static Optional<TableFormat> said(Path file, GivenFormat given) throws IOException {
    if (ParquetFile.is(file)) {
      return Optional.of(new Parquet());
    }
    if (given.separator().isEmpty() || given.decimal().isEmpty() || given.header().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Text(
            given.charset().isPresent() ? given.charset().get() : TextCharset.of(file),
            given.separator().get(),
            given.decimal().get(),
            given.header().get(),
            given.missing()));
  }

  /** What stands before the decimals of a number. */
  DecimalMark decimal();

  /** Whether the first row is the names of the columns. */
  boolean header();

  /** What the place of a row is called. */
  String place();

  /** The names of the columns of a file. */
  default List<String> names(Path file) throws IOException {
    try (TableRows rows = TableRows.open(file, this)) {
      List<String> first = rows.next().map(TableRows.Row::cells).orElse(List.of());
      if (!header()) {
        return ColumnNames.of(first.size());
      }
      List<String> below = rows.next().map(TableRows.Row::cells).orElse(first);
      return ColumnNames.of(ColumnNames.fitted(first, below));
    }
  }
}
