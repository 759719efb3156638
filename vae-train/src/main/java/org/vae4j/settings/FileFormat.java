package org.vae4j.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What files of one's own hold: no data set, but what is named in place of one. */
public enum FileFormat {
  IDX,
  CSV,
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

  /** Whether labels lie in files of their own. */
  public boolean hasLabelFiles() {
    return this == IDX || this == NPY;
  }
}
