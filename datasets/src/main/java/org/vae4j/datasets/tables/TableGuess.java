package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.parquet.ParquetFile;

/**
 * What a table is taken for.
 *
 * @param reading with which it can be read again
 * @param notes what was understood, a plain line each
 * @param rows how many there are
 * @param missing cells without a value, in columns that are part of x
 */
public record TableGuess(TableReading reading, List<String> notes, long rows, long missing) {
  public TableGuess {
    notes = List.copyOf(notes);
  }

  /**
   * Looks at a whole table once.
   *
   * @param file Parquet, or text, plain or gzipped
   * @param given what need not be guessed
   * @throws BadDataException if it is no table, rows differ in width, a column of numbers has a
   *     cell that is none, or no column is left
   * @throws IOException if reading fails
   */
  public static TableGuess of(Path file, GivenFormat given) throws IOException {
    if (ParquetFile.is(file)) {
      return ofParquet(file, given);
    }
    Charset charset = given.charset().isPresent() ? given.charset().get() : TextCharset.of(file);
    Separator separator =
        given.separator().isPresent() ? given.separator().get() : SeparatorGuess.of(file, charset);
    boolean header =
        given.header().isPresent()
            ? given.header().get()
            : HeaderGuess.of(file, charset, separator, given.label());
    TableFormat.Text first =
        new TableFormat.Text(charset, separator, DecimalMark.POINT, header, given.missing());
    List<ColumnProfile> columns = profiles(file, first);
    DecimalMark decimal = given.decimal().orElseGet(() -> decimalOf(columns, separator));
    Set<String> missing = new TreeSet<>(given.missing());
    columns.stream()
        .filter(column -> !given.columns().containsKey(column.name()))
        .forEach(
            column ->
                Typos.wordForNone(column, decimal)
                    .filter(word -> isNoValueOf(word, columns, decimal))
                    .ifPresent(missing::add));
    TableFormat format = new TableFormat.Text(charset, separator, decimal, header, missing);
    boolean wordsFound = missing.size() > given.missing().size();
    return new Guesser(
            file, given, wordsFound ? profiles(file, format) : columns, format, List.of())
        .guess();
  }

  /** Whether no column of texts has the word for one of its values. */
  private static boolean isNoValueOf(
      String word, List<ColumnProfile> columns, DecimalMark decimal) {
    return columns.stream()
        .filter(column -> Typos.wordForNone(column, decimal).isEmpty())
        .noneMatch(column -> column.words().stream().anyMatch(seen -> seen.text().equals(word)));
  }

  private static TableGuess ofParquet(Path file, GivenFormat given) throws IOException {
    if (given.isOfText()) {
      throw BadDataException.of(
          "--encoding, --separator, --decimal and --header",
          "a table as text",
          file + ", which is Parquet (leave them out)");
    }
    TableFormat format = new TableFormat.Parquet();
    List<ColumnProfile> columns = profiles(file, format);
    try (TableRows rows = TableRows.open(file, format)) {
      return new Guesser(file, given, columns, format, rows.unreadable()).guess();
    }
  }

  private static List<ColumnProfile> profiles(Path file, TableFormat format) throws IOException {
    try (TableRows rows = TableRows.open(file, format)) {
      Optional<TableRows.Row> row = rows.next();
      if (row.isEmpty()) {
        throw BadDataException.of(file, "rows of a table", "none");
      }
      List<String> first = row.get().cells();
      row = format.header() ? rows.next() : row;
      if (row.isEmpty()) {
        throw BadDataException.of(file, "rows below the header", "none");
      }
      int width = row.get().cells().size();
      List<ColumnProfile> profiles =
          format.header() ? named(first, row.get(), format) : unnamed(width, format);
      while (row.isPresent()) {
        requireWidth(file, format, row.get(), profiles.size());
        for (int j = 0; j < width; j++) {
          profiles.get(j).add(row.get().place(), row.get().cells().get(j));
        }
        row = rows.next();
      }
      if (profiles.get(0).cells() == 1) {
        throw BadDataException.of(file, "several rows, of which a model can learn", "a single one");
      }
      return profiles;
    }
  }

  private static List<ColumnProfile> named(
      List<String> header, TableRows.Row below, TableFormat format) {
    List<String> fitted = ColumnNames.fitted(header, below.cells());
    List<String> names = ColumnNames.of(fitted);
    return IntStream.range(0, names.size())
        .mapToObj(j -> new ColumnProfile(names.get(j), Optional.of(fitted.get(j)), format.place()))
        .toList();
  }

  private static List<ColumnProfile> unnamed(int width, TableFormat format) {
    return ColumnNames.of(width).stream()
        .map(name -> new ColumnProfile(name, Optional.empty(), format.place()))
        .toList();
  }

  /** Refuses a row of a text with more or fewer cells; in Parquet there is none. */
  static void requireWidth(Path file, TableFormat format, TableRows.Row row, int width) {
    if (row.cells().size() != width && format instanceof TableFormat.Text text) {
      throw BadDataException.of(
          file + ", line " + row.place(),
          "%d cells with %s between them, as in the first row"
              .formatted(width, text.separator().words()),
          row.cells().size());
    }
  }

  /**
   * A comma, if more columns are numbers only with it than only without. Where it could stand
   * between thousands as well, semicolons between cells tell that it does not.
   */
  private static DecimalMark decimalOf(List<ColumnProfile> columns, Separator separator) {
    long commas = columns.stream().filter(column -> has(column, DecimalMark.COMMA)).count();
    long points = columns.stream().filter(column -> has(column, DecimalMark.POINT)).count();
    boolean european =
        separator == Separator.SEMICOLON
            && columns.stream().noneMatch(ColumnProfile::hasPoints)
            && columns.stream()
                .anyMatch(column -> column.isNumeric(DecimalMark.COMMA) && column.hasCommas());
    return commas > points || european ? DecimalMark.COMMA : DecimalMark.POINT;
  }

  /** Whether a column is numbers of one kind rather than of the other. */
  private static boolean has(ColumnProfile column, DecimalMark mark) {
    DecimalMark other = mark == DecimalMark.POINT ? DecimalMark.COMMA : DecimalMark.POINT;
    return column.numericShare(mark) >= Typos.MOSTLY
        && column.numeric(mark) > column.numeric(other);
  }

  /** The guess under construction. */
  private static final class Guesser {
    private final Path file;
    private final GivenFormat given;
    private final List<ColumnProfile> columns;
    private final TableFormat format;
    private final List<Optional<String>> unreadable;
    private final TableNotes notes = new TableNotes();

    /**
     * Before the first column.
     *
     * @param unreadable for each column why it cannot be read, if some cannot
     */
    Guesser(
        Path file,
        GivenFormat given,
        List<ColumnProfile> columns,
        TableFormat format,
        List<Optional<String>> unreadable) {
      this.file = file;
      this.given = given;
      this.columns = columns;
      this.format = format;
      this.unreadable = unreadable;
    }

    TableGuess guess() {
      List<String> names = columns.stream().map(ColumnProfile::name).toList();
      requireKnown(names);
      Optional<String> label =
          given.label().map(wanted -> names.get(Column.index(file.toString(), names, wanted)));
      boolean amongCounts = mostlyCounts();
      List<ColumnReading> readings = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        ColumnProfile column = columns.get(j);
        Optional<String> why = unreadable.isEmpty() ? Optional.empty() : unreadable.get(j);
        ColumnGuess guess;
        if (label.isPresent() && label.get().equals(column.name())) {
          guess =
              new ColumnGuess(new ColumnReading(column.name(), ColumnKind.LEFT_OUT), "the labels");
        } else if (why.isPresent()) {
          guess = asUnreadable(column, why.get());
        } else if (given.columns().containsKey(column.name())) {
          guess = asGiven(column);
        } else {
          Typos.refuse(file, column, format.decimal());
          guess = ColumnGuess.of(column, format.decimal(), amongCounts);
        }
        readings.add(guess.reading());
        notes.add(column, guess);
      }
      if (notes.isEmpty()) {
        throw BadDataException.of(
            file,
            "a column to learn from (--columns NAME=KIND says what one is)",
            "none (text that is free, and what differs in each row, cannot be learned from): left out are "
                + notes.leftOut());
      }
      return new TableGuess(
          new TableReading(format, readings),
          notes.lines(format, columns, label.isPresent()),
          columns.get(0).cells(),
          notes.missing());
    }

    private void requireKnown(List<String> names) {
      for (String name : given.columns().keySet()) {
        if (!names.contains(name)) {
          throw BadDataException.of(
              "--columns",
              "columns of " + file + ": " + String.join(", ", names),
              "'" + name + "'");
        }
      }
    }

    /** A date whose pattern is not said is still guessed. */
    private ColumnGuess asGiven(ColumnProfile column) {
      ColumnReading reading = given.columns().get(column.name());
      if (reading.lacksPattern()) {
        if (column.dates().isEmpty()) {
          throw BadDataException.of(
              file + ", column '" + column.name() + "'",
              "dates in one of the usual ways (--columns NAME=date:PATTERN says another)",
              ColumnGuess.shown(column.texts().isEmpty() ? "" : column.texts().get(0).text()));
        }
        reading =
            new ColumnReading(column.name(), ColumnKind.DATE, column.dates().get(0).pattern());
      }
      return new ColumnGuess(reading, words(reading) + "as --columns says");
    }

    private ColumnGuess asUnreadable(ColumnProfile column, String why) {
      ColumnReading leftOut = new ColumnReading(column.name(), ColumnKind.LEFT_OUT);
      if (!given.columns().getOrDefault(column.name(), leftOut).equals(leftOut)) {
        throw BadDataException.of(
            "--columns " + given.columns().get(column.name()).written(),
            "a column with one value a row",
            why + " in " + file);
      }
      return new ColumnGuess(leftOut, why);
    }

    private static String words(ColumnReading reading) {
      return switch (reading.kind()) {
        case NUMBER -> "a number, ";
        case HEAVY_TAILED -> "a number, a few values far out, ";
        case COUNT -> "a count, ";
        case CATEGORY -> "a category, ";
        case DATE -> "a date, " + new DateFormat(reading.pattern()).words() + ", ";
        case LEFT_OUT -> "";
      };
    }

    private boolean mostlyCounts() {
      DecimalMark mark = format.decimal();
      List<ColumnProfile> whole =
          columns.stream()
              .filter(
                  column -> column.isWhole(mark) && column.distinct() > 2 && !column.countsUp(mark))
              .toList();
      long counts =
          whole.stream().filter(column -> ColumnGuess.isCount(column.sorted(mark))).count();
      return whole.size() >= 5 && counts >= 0.6 * whole.size();
    }
  }
}
