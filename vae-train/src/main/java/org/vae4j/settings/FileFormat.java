package org.vae4j.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What files of one's own hold: no data set, but what is named in place of one. */
public enum FileFormat {
  IDX,
  CSV,
  /** Text or Parquet, whose columns are told by what is in them. */
  TABLE,
  IMAGES,
  NPY,
  AMAT;

  public static Optional<FileFormat> named(String name) {
    return Arrays.stream(values()).filter(format -> format.label().equals(name)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(FileFormat::label).toList();
  }

  public String label() {
    return ConstantNames.of(this);
  }

  /** Whether it has columns, one of which may be the labels. */
  public boolean hasColumns() {
    return this == CSV || this == TABLE;
  }

  /** Whether labels lie in files of their own. */
  public boolean hasLabelFiles() {
    return this == IDX || this == NPY;
  }
}
