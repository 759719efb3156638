package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vae4j.datasets.faults.BadDataException;

/**
 * What a table is taken for.
 *
 * @param reading with which it can be read again
 * @param notes what was understood, a plain line each
 * @param rows how many there are
 * @param missing cells without a value, in columns that are part of x
 */
public record TableGuess(TableReading reading, List<String> notes, long rows, long missing) {
  /** From this share of numbers on, what is none is taken for a fault. */
  private static final double MOSTLY = 0.9;

  private static final int MOST_NAMED = 12;

  private static final Set<String> LABEL_NAMES =
      Set.of("label", "labels", "class", "target", "y", "species", "klasse", "outcome");

  public TableGuess {
    notes = List.copyOf(notes);
  }

  /**
   * Looks at a whole table once.
   *
   * @param file text, plain or gzipped
   * @param given what need not be guessed
   * @throws BadDataException if it is no table, rows differ in width, a column of numbers has a
   *     cell that is none, or no column is left
   * @throws IOException if reading fails
   */
  public static TableGuess of(Path file, GivenFormat given) throws IOException {
    Charset charset = given.charset().isPresent() ? given.charset().get() : TextCharset.of(file);
    Separator separator =
        given.separator().isPresent() ? given.separator().get() : SeparatorGuess.of(file, charset);
    boolean header =
        given.header().isPresent()
            ? given.header().get()
            : HeaderGuess.of(file, charset, separator, given.label());
    List<ColumnProfile> columns = profiles(file, charset, separator, header);
    DecimalMark decimal = given.decimal().orElseGet(() -> decimalOf(columns));
    return new Guesser(file, given, columns, new TableFormat(charset, separator, decimal, header))
        .guess();
  }

  private static List<ColumnProfile> profiles(
      Path file, Charset charset, Separator separator, boolean header) throws IOException {
    try (TableRows rows = TableRows.open(file, charset, separator)) {
      Optional<TableRows.Row> row = rows.next();
      if (row.isEmpty()) {
        throw BadDataException.of(file, "rows of a table", "an empty file");
      }
      List<String> first = row.get().cells();
      row = header ? rows.next() : row;
      if (row.isEmpty()) {
        throw BadDataException.of(file, "rows below the header", "none");
      }
      int width = row.get().cells().size();
      List<ColumnProfile> profiles =
          ColumnNames.of(header ? first : List.of(), width).stream()
              .map(ColumnProfile::new)
              .toList();
      while (row.isPresent()) {
        requireWidth(file, separator, row.get(), profiles.size());
        for (int j = 0; j < width; j++) {
          profiles.get(j).add(row.get().line(), row.get().cells().get(j));
        }
        row = rows.next();
      }
      return profiles;
    }
  }

  static void requireWidth(Path file, Separator separator, TableRows.Row row, int width) {
    if (row.cells().size() != width) {
      throw BadDataException.of(
          file + ", line " + row.line(),
          "%d cells with %s between them, as in the first row".formatted(width, separator.words()),
          row.cells().size());
    }
  }

  /** A comma, if a column is numbers with it and none without. */
  private static DecimalMark decimalOf(List<ColumnProfile> columns) {
    boolean comma =
        columns.stream()
            .anyMatch(
                column ->
                    column.numericShare(DecimalMark.COMMA) >= MOSTLY
                        && column.numericShare(DecimalMark.POINT) < MOSTLY);
    return comma ? DecimalMark.COMMA : DecimalMark.POINT;
  }

  /** The guess under construction. */
  private static final class Guesser {
    private final Path file;
    private final GivenFormat given;
    private final List<ColumnProfile> columns;
    private final TableFormat format;
    private final Map<String, List<String>> used = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    Guesser(Path file, GivenFormat given, List<ColumnProfile> columns, TableFormat format) {
      this.file = file;
      this.given = given;
      this.columns = columns;
      this.format = format;
    }

    TableGuess guess() {
      List<String> names = columns.stream().map(ColumnProfile::name).toList();
      requireKnown(names);
      Optional<String> label =
          given.label().map(wanted -> names.get(ColumnNames.index(file.toString(), names, wanted)));
      boolean amongCounts = mostlyCounts();
      List<ColumnReading> readings = new ArrayList<>();
      long missing = 0;
      for (ColumnProfile column : columns) {
        ColumnGuess guess;
        if (label.isPresent() && label.get().equals(column.name())) {
          guess =
              new ColumnGuess(new ColumnReading(column.name(), ColumnKind.LEFT_OUT), "the labels");
        } else if (given.columns().containsKey(column.name())) {
          guess = asGiven(column);
        } else {
          requireNoTypos(column);
          guess =
              ColumnGuess.of(
                  column,
                  format.decimal(),
                  column.name().startsWith(ColumnNames.UNNAMED) && format.header(),
                  amongCounts);
        }
        readings.add(guess.reading());
        if (guess.reading().kind() == ColumnKind.LEFT_OUT) {
          leftOut.add("%s (%s)".formatted(column.name(), guess.words()));
        } else {
          used.computeIfAbsent(guess.words(), words -> new ArrayList<>()).add(column.name());
          missing += column.missing();
        }
      }
      if (used.isEmpty()) {
        throw BadDataException.of(
            file,
            "a column to learn from (--columns NAME=KIND says what one is)",
            "none: left out are " + String.join(", ", leftOut));
      }
      return new TableGuess(
          new TableReading(format, readings),
          notes(label, missing),
          columns.get(0).cells(),
          missing);
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
      if (reading.kind() == ColumnKind.DATE && reading.pattern().isEmpty()) {
        if (column.dates().isEmpty()) {
          throw BadDataException.of(
              file + ", column '" + column.name() + "'",
              "dates in one of the usual ways (--columns NAME=date:PATTERN says another)",
              ColumnGuess.shown(column.texts().isEmpty() ? "" : column.texts().get(0)));
        }
        reading =
            new ColumnReading(column.name(), ColumnKind.DATE, column.dates().get(0).pattern());
      }
      return new ColumnGuess(reading, "as --columns says");
    }

    private boolean mostlyCounts() {
      List<ColumnProfile> whole =
          columns.stream()
              .filter(column -> column.isWhole() && column.distinct() > 2 && !column.countsUp())
              .toList();
      long counts =
          whole.stream()
              .filter(column -> ColumnGuess.isCount(column.sorted(DecimalMark.POINT)))
              .count();
      return whole.size() >= 5 && counts >= 0.6 * whole.size();
    }

    private void requireNoTypos(ColumnProfile column) {
      if (format.decimal() == DecimalMark.POINT
          && !column.isNumeric(DecimalMark.POINT)
          && column.numericShare(DecimalMark.POINT) >= MOSTLY) {
        int numbers = (int) Math.round(column.numericShare(DecimalMark.POINT) * column.present());
        throw BadDataException.of(
            "%s, line %d, column '%s'".formatted(file, column.firstNoNumberLine(), column.name()),
            "a number, as in %d other rows (mend it or empty the cell; --columns %s=category takes text, %s=left-out leaves the column out)"
                .formatted(numbers, column.name(), column.name()),
            ColumnGuess.shown(column.firstNoNumber().orElseThrow()));
      }
    }

    private List<String> notes(Optional<String> label, long missing) {
      List<String> notes = new ArrayList<>();
      notes.add(
          "a table of %,d rows and %d columns: %s, %s between cells, %s, decimals after a %s"
              .formatted(
                  columns.get(0).cells(),
                  columns.size(),
                  charset(),
                  format.separator().words(),
                  format.header() ? "a header" : "no header",
                  format.decimal().name().toLowerCase(Locale.ROOT)));
      used.forEach(
          (words, names) ->
              notes.add("%s: %s".formatted(named(names), plural(words, names.size()))));
      if (!leftOut.isEmpty()) {
        notes.add("left out: " + named(leftOut));
      }
      if (missing > 0) {
        notes.add("%,d empty cells".formatted(missing));
      }
      if (label.isEmpty()) {
        columns.stream()
            .map(ColumnProfile::name)
            .filter(name -> LABEL_NAMES.contains(name.toLowerCase(Locale.ROOT)))
            .findFirst()
            .ifPresent(
                name ->
                    notes.add(
                        "'%s' is taken as part of x; --label-column %s would make it the labels"
                            .formatted(name, name)));
      }
      return shortened(notes);
    }

    private String charset() {
      return format.charset().equals(StandardCharsets.ISO_8859_1)
          ? "no UTF-8, read as Latin-1"
          : format.charset().name();
    }

    /** At most eight lines in all: those about single kinds are put together. */
    private static List<String> shortened(List<String> notes) {
      if (notes.size() <= 6) {
        return notes;
      }
      List<String> fewer = new ArrayList<>(notes.subList(0, 1));
      fewer.add(String.join("; ", notes.subList(1, notes.size() - 2)));
      fewer.addAll(notes.subList(notes.size() - 2, notes.size()));
      return fewer;
    }

    private static String plural(String words, int count) {
      return count == 1 || !words.startsWith("a ")
          ? words
          : words
              .replaceFirst("^a category of (\\d+)(.*)$", "categories of $1$2 each")
              .replaceFirst("^a (number|count|date)", "$1s");
    }

    private static String named(List<String> names) {
      return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
          + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
    }
  }
}
