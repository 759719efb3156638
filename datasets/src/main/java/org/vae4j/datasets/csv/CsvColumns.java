package org.vae4j.datasets.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.datavec.api.transform.metadata.CategoricalMetaData;
import org.datavec.api.transform.metadata.ColumnMetaData;
import org.datavec.api.writable.Text;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.GrowingRows;

/** The columns that become x, and that of the labels. */
final class CsvColumns {
  private static final Set<String> MISSING = Set.of("", "?", "NA", "NaN", "nan", "null");

  private final List<ColumnMetaData> all;
  private final OptionalInt label;
  private final List<Column> features = new ArrayList<>();
  private final int[] featureIndex;

  /**
   * @param source what messages call the schema
   * @param label the name or index of the column of labels
   */
  CsvColumns(String source, CsvSchema schema, Optional<String> label) {
    this.all = schema.columns();
    List<String> names = all.stream().map(ColumnMetaData::getName).toList();
    this.label =
        label.isEmpty() ? OptionalInt.empty() : OptionalInt.of(index(source, names, label.get()));
    this.featureIndex = IntStream.range(0, all.size()).filter(i -> !isLabel(i)).toArray();
    for (int i : featureIndex) {
      features.add(column(source, all.get(i)));
    }
    if (features.isEmpty()) {
      throw BadDataException.of(source, "a column beside the label", "none");
    }
  }

  /** The column that a name, or an index from 0, means. */
  static int index(String source, List<String> names, String wanted) {
    int byName = names.indexOf(wanted);
    if (byName >= 0) {
      return byName;
    }
    if (wanted.matches("[0-9]{1,6}") && Integer.parseInt(wanted) < names.size()) {
      return Integer.parseInt(wanted);
    }
    String known = String.join(", ", names.subList(0, Math.min(names.size(), 20)));
    throw BadDataException.of(
        source,
        "a column of labels by name or by index from 0 among "
            + known
            + (names.size() > 20 ? ", ..." : ""),
        GrowingRows.shown(wanted));
  }

  private static Column column(String source, ColumnMetaData column) {
    return switch (column.getColumnType()) {
      case Double, Float, Integer, Long -> Column.numeric(column.getName());
      case Categorical ->
          new Column(column.getName(), ((CategoricalMetaData) column).getStateNames());
      case Boolean -> new Column(column.getName(), List.of("false", "true"));
      default ->
          throw BadDataException.of(
              source + ", column '" + column.getName() + "'",
              "a column of numbers or categories (a TransformProcess can make one)",
              column.getColumnType());
    };
  }

  private boolean isLabel(int column) {
    return label.isPresent() && label.getAsInt() == column;
  }

  /** What each of the D values means. */
  List<Column> features() {
    return features;
  }

  /** Whether there are labels. */
  boolean hasLabels() {
    return label.isPresent();
  }

  /** The label of a row. */
  String label(String place, String[] cells) {
    String text = cells[label.getAsInt()];
    if (text.isEmpty()) {
      throw BadDataException.of(place(place, label.getAsInt()), "a label", "none");
    }
    return text;
  }

  /** Row of D values, NaN where one is missing. */
  float[] values(String place, String[] cells) {
    float[] row = new float[featureIndex.length];
    for (int k = 0; k < row.length; k++) {
      row[k] = value(place, features.get(k), featureIndex[k], cells[featureIndex[k]]);
    }
    return row;
  }

  private float value(String place, Column feature, int index, String cell) {
    if (feature.isCategorical()) {
      int category = feature.categories().indexOf(cell);
      if (category < 0 && !MISSING.contains(cell)) {
        throw BadDataException.of(
            place(place, index),
            "one of " + String.join(", ", feature.categories()),
            GrowingRows.shown(cell));
      }
      return category < 0 ? Float.NaN : category;
    }
    if (MISSING.contains(cell)) {
      return Float.NaN;
    }
    float number = GrowingRows.number(place(place, index), cell);
    if (!all.get(index).isValid(new Text(cell))) {
      throw BadDataException.of(
          place(place, index), "a value of " + all.get(index), GrowingRows.shown(cell));
    }
    return number;
  }

  /** Where a value of x stands. */
  String placeOfFeature(String place, int feature) {
    return place(place, featureIndex[feature]);
  }

  private String place(String place, int index) {
    return place + ", column '" + all.get(index).getName() + "'";
  }
}
