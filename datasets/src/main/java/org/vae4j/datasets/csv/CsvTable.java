package org.vae4j.datasets.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.GrowingRows;

/** A CSV file as it was read: rows of numbers, NaN where a value is missing, and label texts. */
final class CsvTable {
  private final String source;
  private final List<Column> columns;
  private final float[] values;
  private final List<String> labels;
  private final List<String> labelCategories;

  private CsvTable(String source, CsvColumns columns, float[] values, List<String> labels) {
    this.source = source;
    this.columns = columns.features();
    this.values = values;
    this.labels = labels;
    this.labelCategories = columns.labelCategories();
  }

  /**
   * Reads a file.
   *
   * @param schema of its columns; without one all but the label are numbers
   * @param label the name or index of the column of labels
   * @param asked whether the first line is a header
   * @throws BadDataException if the file is missing or damaged, has no rows, lines of several
   *     lengths, or a value that its column cannot have
   */
  static CsvTable read(
      Path file,
      Optional<CsvSchema> schema,
      Optional<String> label,
      MissingValues missing,
      Header asked)
      throws IOException {
    try (CsvLines lines = CsvLines.open(file)) {
      Optional<String[]> first = lines.next();
      if (first.isEmpty()) {
        throw BadDataException.of(file, "rows", "an empty file");
      }
      FirstLine line = new FirstLine(lines.place(), List.of(first.get()));
      line.requireCommas();
      Row row = new Row(line.place(), first);
      Row second = Row.next(lines);
      boolean header =
          schema.isPresent()
              ? line.isHeaderOf(schema.get().givenNames(), asked)
              : line.isHeader(asked, label, second.cells());
      CsvSchema known = schema.isPresent() ? schema.get() : withoutSchema(line, header, label);
      CsvColumns columns = new CsvColumns(file.toString(), known, schema.isPresent(), label);
      GrowingRows rows = new GrowingRows(file.toString());
      List<String> labels = new ArrayList<>();
      Map<String, String> distinct = new HashMap<>();
      row = header ? second : row;
      while (row.cells().isPresent()) {
        requireWidth(row.place(), known.givenNames().size(), row.cells().get().length);
        Optional<String[]> cells = known.transform(row.place(), row.cells().get());
        if (cells.isPresent()) {
          rows.add(0, present(row.place(), columns, cells.get(), missing));
          if (columns.hasLabels()) {
            String text = columns.label(row.place(), cells.get());
            labels.add(distinct.computeIfAbsent(text, Function.identity()));
            requireFewClasses(row.place(), distinct.size());
          }
        }
        row = row.place().equals(line.place()) ? second : Row.next(lines);
      }
      rows.width();
      return new CsvTable(file.toString(), columns, rows.values(), labels);
    }
  }

  /** Whether the first line names a column, or has one of that index. */
  static boolean hasColumn(Path file, String wanted) throws IOException {
    try (CsvLines lines = CsvLines.open(file)) {
      List<String> cells = lines.next().map(List::of).orElse(List.of());
      return cells.contains(wanted)
          || (wanted.matches("[0-9]{1,9}") && Integer.parseInt(wanted) < cells.size());
    }
  }

  /** A line, or what comes after the last. */
  private record Row(String place, Optional<String[]> cells) {
    static Row next(CsvLines lines) throws IOException {
      Optional<String[]> cells = lines.next();
      return new Row(lines.place(), cells);
    }
  }

  private static CsvSchema withoutSchema(FirstLine line, boolean header, Optional<String> label) {
    String place = line.place();
    List<String> names =
        header
            ? line.cells()
            : IntStream.range(0, line.cells().size()).mapToObj(Integer::toString).toList();
    Set<String> known = new HashSet<>();
    for (String name : names) {
      if (!known.add(name)) {
        throw BadDataException.of(
            place, "names of columns that differ", "two " + GrowingRows.shown(name));
      }
    }
    return CsvSchema.ofNumbers(
        names, label.map(wanted -> names.get(Column.index(place, names, wanted))));
  }

  private static void requireWidth(String place, int expected, int found) {
    if (found != expected) {
      throw BadDataException.of(place, expected + " values", found);
    }
  }

  private static void requireFewClasses(String place, int found) {
    if (found > ClassNames.MOST) {
      throw BadDataException.of(
          place, "at most " + ClassNames.MOST + " classes in the column of labels", "more");
    }
  }

  private static float[] present(
      String place, CsvColumns columns, String[] cells, MissingValues missing) {
    float[] row = columns.values(place, cells);
    for (int k = 0; k < row.length && missing == MissingValues.REFUSE; k++) {
      if (Float.isNaN(row[k])) {
        throw BadDataException.of(
            columns.placeOfFeature(place, k),
            "a value (--missing impute fills in what is missing)",
            "none");
      }
    }
    return row;
  }

  List<Column> columns() {
    return columns;
  }

  int size() {
    return values.length / columns.size();
  }

  /**
   * The table as examples.
   *
   * @param classNames of all labels
   */
  Dataset examples(List<String> classNames) {
    Map<String, Integer> numbers = ClassNames.numbers(classNames);
    return Dataset.table(
        source,
        columns,
        values,
        labels.stream().mapToInt(numbers::get).toArray(),
        labels.isEmpty() ? List.of() : classNames);
  }

  /**
   * The classes of this table and another: the schema's in its order, else those that there are.
   */
  List<String> classesWith(Optional<CsvTable> other) {
    if (!labelCategories.isEmpty()) {
      return labelCategories;
    }
    Set<String> distinct = new LinkedHashSet<>(labels);
    other.ifPresent(table -> distinct.addAll(table.labels));
    return ClassNames.of(distinct);
  }
}
