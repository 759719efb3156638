package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.GrowingRows;

/** Reads a table in a way that was guessed or said before. */
public final class TableReader {
  private final Path file;
  private final TableReading reading;
  private final List<String> names;
  private final List<Cells> features = new ArrayList<>();
  private final int label;

  /** The cells of one column. */
  private static final class Cells {
    private final int index;
    private final ColumnReading column;
    private final Optional<DateFormat.DateReader> dates;
    private final Map<String, Integer> categories = new LinkedHashMap<>();
    private final boolean known;

    Cells(int index, ColumnReading column, Optional<Column> known) {
      this.index = index;
      this.column = column;
      this.dates =
          column.kind() == ColumnKind.DATE
              ? Optional.of(new DateFormat(column.pattern()).reader())
              : Optional.empty();
      this.known = known.isPresent();
      known.ifPresent(
          of -> of.categories().forEach(name -> categories.put(name, categories.size())));
    }
  }

  private TableReader(
      Path file, TableReading reading, Optional<String> label, Optional<List<Column>> known) {
    this.file = file;
    this.reading = reading;
    this.names = reading.columns().stream().map(ColumnReading::name).toList();
    this.label = label.map(wanted -> Column.index(file.toString(), names, wanted)).orElse(-1);
    for (int j = 0; j < names.size(); j++) {
      ColumnReading column = reading.columns().get(j);
      if (column.kind() != ColumnKind.LEFT_OUT && j != this.label && known.isEmpty()) {
        features.add(new Cells(j, column, Optional.empty()));
      }
    }
    for (Column column : known.orElse(List.of())) {
      int j = names.indexOf(column.name());
      features.add(new Cells(j, reading.columns().get(j), Optional.of(column)));
    }
  }

  /**
   * Reads all rows; missing values are NaN.
   *
   * @param label the column of labels, by name or by index from 0
   * @throws BadDataException if the file is damaged, or a cell is not what its column holds
   * @throws IOException if reading fails
   */
  public static Dataset read(Path file, TableReading reading, Optional<String> label)
      throws IOException {
    return new TableReader(file, reading, label, Optional.empty()).read();
  }

  /**
   * Reads another table of the same columns: categories keep their numbers. Columns that are left
   * out, and labels, may be missing.
   *
   * @param columns what the first table's dataset had
   * @throws BadDataException if a column is missing or a cell is not what its column holds
   * @throws IOException if reading fails
   */
  public static Dataset readMore(
      Path file, TableReading reading, Optional<String> label, List<Column> columns)
      throws IOException {
    List<String> found = reading.format().names(file);
    Map<String, ColumnReading> byName = new LinkedHashMap<>();
    reading.columns().forEach(column -> byName.put(column.name(), column));
    List<ColumnReading> here =
        found.stream()
            .map(name -> byName.getOrDefault(name, new ColumnReading(name, ColumnKind.LEFT_OUT)))
            .toList();
    for (Column column : columns) {
      if (!found.contains(column.name())) {
        throw BadDataException.of(
            file,
            "the columns that the run was trained on, "
                + ClassNames.shown(columns.stream().map(Column::name).toList()),
            ClassNames.shown(found));
      }
    }
    return new TableReader(
            file,
            new TableReading(reading.format(), here),
            label.filter(found::contains),
            Optional.of(columns))
        .read();
  }

  private Dataset read() throws IOException {
    GrowingRows values = new GrowingRows(file.toString());
    List<String> labels = new ArrayList<>();
    Map<String, String> distinct = new LinkedHashMap<>();
    TableFormat format = reading.format();
    try (TableRows rows = TableRows.open(file, format)) {
      Optional<TableRows.Row> row = rows.next();
      if (format.header()) {
        row = rows.next();
      }
      while (row.isPresent()) {
        TableGuess.requireWidth(file, format, row.get(), names.size());
        values.add(row.get().place(), values(row.get()));
        if (label >= 0) {
          String text = row.get().cells().get(label);
          if (MissingCell.is(text)) {
            throw BadDataException.of(place(row.get(), label), "a label", "none");
          }
          labels.add(distinct.computeIfAbsent(text, same -> same));
        }
        row = rows.next();
      }
    }
    values.width();
    return dataset(values.values(), labels);
  }

  private float[] values(TableRows.Row row) {
    float[] values = new float[features.size()];
    for (int k = 0; k < values.length; k++) {
      Cells cells = features.get(k);
      String text = row.cells().get(cells.index);
      double value = MissingCell.is(text) ? Double.NaN : value(cells, text);
      if (Double.isNaN(value) && !MissingCell.is(text)) {
        throw refused(row, cells, text);
      }
      if (Double.isInfinite((float) value)) {
        throw BadDataException.of(
            place(row, cells.index), "a number that a float holds", ColumnGuess.shown(text));
      }
      values[k] = (float) value;
    }
    return values;
  }

  /** NaN for what the column does not hold. */
  private double value(Cells cells, String text) {
    return switch (cells.column.kind()) {
      case NUMBER, HEAVY_TAILED -> number(text);
      case COUNT -> {
        double count = number(text);
        yield count >= 0 && count == Math.rint(count) ? count : Double.NaN;
      }
      case DATE -> cells.dates.orElseThrow().number(text);
      case CATEGORY -> {
        if (!cells.known) {
          cells.categories.putIfAbsent(text, cells.categories.size());
        }
        yield cells.categories.containsKey(text) ? cells.categories.get(text) : Double.NaN;
      }
      case LEFT_OUT -> throw new IllegalStateException(cells.column.name());
    };
  }

  private double number(String text) {
    return reading.format().decimal().numberOrNan(text);
  }

  private BadDataException refused(TableRows.Row row, Cells cells, String text) {
    String expected =
        switch (cells.column.kind()) {
          case NUMBER, HEAVY_TAILED ->
              "a number (--columns %s=category takes text)".formatted(cells.column.name());
          case COUNT ->
              "a whole number from 0 on (--columns %s=number takes any)"
                  .formatted(cells.column.name());
          case DATE -> "a date written as " + new DateFormat(cells.column.pattern()).words();
          default -> "one of " + ClassNames.shown(new ArrayList<>(cells.categories.keySet()));
        };
    return BadDataException.of(place(row, cells.index), expected, ColumnGuess.shown(text));
  }

  private String place(TableRows.Row row, int column) {
    return "%s, %s %d, column '%s'"
        .formatted(file, reading.format().place(), row.place(), names.get(column));
  }

  /** Categories that were numbered as they came get the numbers of their order. */
  private Dataset dataset(float[] values, List<String> labels) {
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < features.size(); k++) {
      Cells cells = features.get(k);
      List<String> cameIn = new ArrayList<>(cells.categories.keySet());
      List<String> ordered = cells.known ? cameIn : ClassNames.of(cameIn);
      if (!ordered.equals(cameIn)) {
        Map<String, Integer> place = ClassNames.numbers(ordered);
        for (int i = k; i < values.length; i += features.size()) {
          values[i] = Float.isNaN(values[i]) ? values[i] : place.get(cameIn.get((int) values[i]));
        }
      }
      columns.add(new Column(cells.column.name(), ordered, kind(cells.column.kind())));
    }
    List<String> classes = ClassNames.of(labels);
    Map<String, Integer> numbers = ClassNames.numbers(classes);
    return Dataset.table(
        file.toString(),
        columns,
        values,
        labels.stream().mapToInt(numbers::get).toArray(),
        classes);
  }

  private static Column.Kind kind(ColumnKind kind) {
    return switch (kind) {
      case HEAVY_TAILED -> Column.Kind.HEAVY_TAILED;
      case COUNT -> Column.Kind.COUNT;
      case CATEGORY -> Column.Kind.CATEGORY;
      default -> Column.Kind.NUMBER;
    };
  }
}
