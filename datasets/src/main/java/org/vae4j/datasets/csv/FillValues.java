package org.vae4j.datasets.csv;

import java.util.List;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.Column;

/** What stands in for missing values: the mean of a column, or its most frequent category. */
final class FillValues {
  private final float[] values;

  private FillValues(float[] values) {
    this.values = values;
  }

  /**
   * Fits.
   *
   * @param table with NaN where a value is missing
   * @param rows those to learn from
   * @throws BadDataException if a column has no value in any of them
   */
  static FillValues fit(CsvTable table, int... rows) {
    List<Column> columns = table.columns();
    float[] values = new float[columns.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] =
          columns.get(k).isCategorical()
              ? mostFrequent(table, rows, k, columns.get(k).categories().size())
              : mean(table, rows, k);
      if (Float.isNaN(values[k])) {
        throw BadDataException.of(
            table.source() + ", column '" + columns.get(k).name() + "'",
            "a value",
            "none in train");
      }
    }
    return new FillValues(values);
  }

  private static float mean(CsvTable table, int[] rows, int column) {
    double sum = 0;
    int count = 0;
    for (int row : rows) {
      float value = table.value(row, column);
      if (!Float.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return (float) (sum / count);
  }

  /** The first of those that occur most. */
  private static float mostFrequent(CsvTable table, int[] rows, int column, int categories) {
    int[] counts = new int[categories];
    for (int row : rows) {
      float value = table.value(row, column);
      if (!Float.isNaN(value)) {
        counts[(int) value]++;
      }
    }
    int best = 0;
    for (int category = 1; category < categories; category++) {
      best = counts[category] > counts[best] ? category : best;
    }
    return counts[best] == 0 ? Float.NaN : best;
  }

  float of(int column) {
    return values[column];
  }
}
