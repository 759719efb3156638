package org.vae4j.datasets;

import java.util.List;
import org.vae4j.datasets.faults.BadDataException;

/**
 * What the D values of an example mean: the pixels of an image, the columns of a table, or numbers
 * that nothing is said of.
 *
 * @param shape of the image; of what is none, {@code 1xD}
 * @param columns D columns of a table; empty for what is none
 */
record Features(ImageShape shape, List<Column> columns) {
  Features {
    columns = List.copyOf(columns);
  }

  static Features of(ImageShape shape) {
    return new Features(shape, List.of());
  }

  static Features of(List<Column> columns) {
    return new Features(ImageShape.grey(1, columns.size()), columns);
  }

  /** D. */
  int size() {
    return shape.size();
  }

  /** What a value is called in a message. */
  String place(int feature) {
    return columns.isEmpty() ? "value " + feature : "column '" + columns.get(feature).name() + "'";
  }

  /**
   * How many examples some values make.
   *
   * @throws BadDataException if they make none, or the last one is not whole
   */
  int count(String name, int values) {
    if (values == 0) {
      throw BadDataException.of(name, "examples", "none");
    }
    if (values % size() != 0) {
      throw BadDataException.of(
          name, "whole examples of " + size() + " values", values % size() + " values left over");
    }
    return values / size();
  }

  /**
   * Refuses an infinite value, and NaN where none may be missing.
   *
   * @throws BadDataException with its place
   */
  void requireFinite(String name, float[] values, boolean missing) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i]) && !(missing && Float.isNaN(values[i]))) {
        throw BadDataException.of(
            "%s, example %d, %s".formatted(name, i / size(), place(i % size())),
            "a finite number",
            values[i]);
      }
    }
  }
}
