package org.vae4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vae4j.settings.ConstantNames;

/** What files of one's own hold: no data set, but what is named in place of one. */
enum FileFormat {
  IDX,
  CSV,
  IMAGES,
  NPY,
  AMAT;

  static Optional<FileFormat> named(String name) {
    return Arrays.stream(values()).filter(format -> format.label().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(FileFormat::label).toList();
  }

  String label() {
    return ConstantNames.of(this);
  }

  /** Whether labels lie in files of their own. */
  boolean hasLabelFiles() {
    return this == IDX || this == NPY;
  }
}
