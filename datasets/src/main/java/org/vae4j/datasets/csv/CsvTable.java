package org.vae4j.datasets.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.GrowingRows;
import org.vae4j.datasets.ImageDataset;

/** A CSV file as it was read: rows of numbers, NaN where a value is missing, and label texts. */
final class CsvTable {
  private static final Pattern NUMBER_LIKE = Pattern.compile("[+-]?\\.?[0-9].*");

  private final String source;
  private final List<Column> columns;
  private final float[] values;
  private final List<String> labels;

  private CsvTable(String source, List<Column> columns, float[] values, List<String> labels) {
    this.source = source;
    this.columns = columns;
    this.values = values;
    this.labels = labels;
  }

  /**
   * Reads a file.
   *
   * @param schema of its columns; without one all but the label are numbers
   * @param label the name or index of the column of labels
   * @throws BadDataException if the file is missing or damaged, has no rows, lines of several
   *     lengths, or a value that its column cannot have
   */
  static CsvTable read(
      Path file, Optional<CsvSchema> schema, Optional<String> label, MissingValues missing)
      throws IOException {
    try (CsvLines lines = CsvLines.open(file)) {
      Optional<String[]> first = lines.next();
      if (first.isEmpty()) {
        throw BadDataException.of(file, "rows", "an empty file");
      }
      boolean header =
          schema.isPresent()
              ? Arrays.asList(first.get()).equals(schema.get().givenNames())
              : isHeader(first.get());
      CsvSchema known =
          schema.isPresent()
              ? schema.get()
              : withoutSchema(lines.place(), first.get(), header, label);
      CsvColumns columns = new CsvColumns(file.toString(), known, label);
      GrowingRows rows = new GrowingRows(file.toString());
      List<String> labels = new ArrayList<>();
      Optional<String[]> cells = header ? lines.next() : first;
      while (cells.isPresent()) {
        requireWidth(lines.place(), known.givenNames().size(), cells.get().length);
        Optional<String[]> row = known.transform(lines.place(), cells.get());
        if (row.isPresent()) {
          rows.add(0, present(lines.place(), columns, row.get(), missing));
          if (columns.hasLabels()) {
            labels.add(columns.label(lines.place(), row.get()).intern());
          }
        }
        cells = lines.next();
      }
      rows.width();
      return new CsvTable(file.toString(), columns.features(), rows.values(), labels);
    }
  }

  /** A first line without any number in it. */
  private static boolean isHeader(String[] cells) {
    return Arrays.stream(cells)
        .noneMatch(cell -> cell.isEmpty() || NUMBER_LIKE.matcher(cell).matches());
  }

  private static CsvSchema withoutSchema(
      String place, String[] first, boolean header, Optional<String> label) {
    List<String> names =
        header
            ? List.of(first)
            : IntStream.range(0, first.length).mapToObj(Integer::toString).toList();
    Set<String> known = new HashSet<>();
    for (String name : names) {
      if (!known.add(name)) {
        throw BadDataException.of(
            place, "names of columns that differ", "two " + GrowingRows.shown(name));
      }
    }
    return CsvSchema.ofNumbers(
        names, label.map(wanted -> names.get(CsvColumns.index(place, names, wanted))));
  }

  private static void requireWidth(String place, int expected, int found) {
    if (found != expected) {
      throw BadDataException.of(place, expected + " values", found);
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
  ImageDataset examples(List<String> classNames) {
    return ImageDataset.table(
        source,
        columns,
        values,
        labels.stream().mapToInt(classNames::indexOf).toArray(),
        labels.isEmpty() ? List.of() : classNames);
  }

  /** The distinct labels of this table and another. */
  Set<String> labelsWith(Optional<CsvTable> other) {
    Set<String> distinct = new LinkedHashSet<>(labels);
    other.ifPresent(table -> distinct.addAll(table.labels));
    return distinct;
  }
}
