package org.vae4j.datasets.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.datavec.api.transform.metadata.CategoricalMetaData;
import org.datavec.api.transform.metadata.ColumnMetaData;
import org.datavec.api.writable.Text;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.MissingWords;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.GrowingRows;

/** The columns that become x, and that of the labels. */
final class CsvColumns {
  private final List<ColumnMetaData> all;
  private final OptionalInt label;
  private final List<Column> features = new ArrayList<>();
  private final int[] featureIndex;
  private final List<Map<String, Integer>> categories;
  private final boolean described;

  /**
   * @param source what messages call the schema
   * @param described whether the user gave the schema
   * @param label the name or index of the column of labels
   */
  CsvColumns(String source, CsvSchema schema, boolean described, Optional<String> label) {
    this.described = described;
    this.all = schema.columns();
    List<String> names = all.stream().map(ColumnMetaData::getName).toList();
    this.label =
        label.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(Column.index(source, names, label.get()));
    this.featureIndex = IntStream.range(0, all.size()).filter(i -> !isLabel(i)).toArray();
    for (int i : featureIndex) {
      features.add(column(source, all.get(i)));
    }
    this.categories = all.stream().map(column -> ClassNames.numbers(categories(column))).toList();
    if (features.isEmpty()) {
      throw BadDataException.of(source, "a column beside the label", "none");
    }
  }

  private static Column column(String source, ColumnMetaData column) {
    return switch (column.getColumnType()) {
      case Double, Float, Integer, Long -> Column.numeric(column.getName());
      case Categorical, Boolean -> new Column(column.getName(), categories(column));
      default ->
          throw BadDataException.of(
              source + ", column '" + column.getName() + "'",
              "a column of numbers or categories (a TransformProcess can make one)",
              column.getColumnType());
    };
  }

  private static List<String> categories(ColumnMetaData column) {
    return switch (column.getColumnType()) {
      case Categorical -> ((CategoricalMetaData) column).getStateNames();
      case Boolean -> List.of("false", "true");
      default -> List.of();
    };
  }

  /** Whether a cell says that there is no value. */
  static boolean isMissing(String cell) {
    return MissingWords.OF_PANDAS.contains(cell);
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

  /** The categories of the column of labels in the schema's order; empty if it has none. */
  List<String> labelCategories() {
    return hasLabels() ? categories(all.get(label.getAsInt())) : List.of();
  }

  /** The label of a row. */
  String label(String place, String[] cells) {
    int index = label.getAsInt();
    String text = cells[index];
    if (categories.get(index).containsKey(text)) {
      return text;
    }
    if (isMissing(text)) {
      throw BadDataException.of(
          place(place, index),
          "a label",
          text.isEmpty() ? "none" : GrowingRows.shown(text) + ", which stands for none");
    }
    if (!categories.get(index).isEmpty()) {
      throw noCategory(place, index, text);
    }
    if (isNumeric(all.get(index))) {
      requireNumber(place, index, text);
    }
    return text;
  }

  private static boolean isNumeric(ColumnMetaData column) {
    return switch (column.getColumnType()) {
      case Double, Float, Integer, Long -> true;
      default -> false;
    };
  }

  private BadDataException noCategory(String place, int index, String cell) {
    return BadDataException.of(
        place(place, index),
        "one of " + ClassNames.shown(categories(all.get(index))),
        GrowingRows.shown(cell));
  }

  /** Row of D values, NaN where one is missing. */
  float[] values(String place, String[] cells) {
    float[] row = new float[featureIndex.length];
    for (int k = 0; k < row.length; k++) {
      row[k] = value(place, featureIndex[k], cells[featureIndex[k]]);
    }
    return row;
  }

  private float value(String place, int index, String cell) {
    Integer category = categories.get(index).get(cell);
    if (category != null) {
      return category;
    }
    if (isMissing(cell)) {
      return Float.NaN;
    }
    if (!categories.get(index).isEmpty()) {
      throw noCategory(place, index, cell);
    }
    return requireNumber(place, index, cell);
  }

  private float requireNumber(String place, int index, String cell) {
    if (!GrowingRows.isNumber(cell)) {
      throw noNumber(place(place, index), cell);
    }
    float number = GrowingRows.number(place(place, index), cell);
    if (!all.get(index).isValid(new Text(cell))) {
      throw BadDataException.of(
          place(place, index), AllowedNumbers.of(all.get(index)), GrowingRows.shown(cell));
    }
    return number;
  }

  private BadDataException noNumber(String place, String cell) {
    Optional<String> separator = Separators.in(cell);
    if (separator.isPresent()) {
      return BadDataException.of(
          place,
          "a number, cells apart by commas",
          GrowingRows.shown(cell) + " with " + separator.get());
    }
    return BadDataException.of(
        place,
        described ? "a number" : "a number (--schema FILE can make it a column of categories)",
        GrowingRows.shown(cell));
  }

  /** Where a value of x stands. */
  String placeOfFeature(String place, int feature) {
    return place(place, featureIndex[feature]);
  }

  private String place(String place, int index) {
    return place + ", column '" + all.get(index).getName() + "'";
  }
}
