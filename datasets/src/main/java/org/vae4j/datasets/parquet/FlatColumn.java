package org.vae4j.datasets.parquet;

import java.util.Optional;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * A column at the top of a file's schema.
 *
 * @param name of the column
 * @param type of its values; empty if a row holds more than one
 * @param text what writes them; empty if they are left out
 */
record FlatColumn(String name, Optional<PrimitiveType> type, Optional<CellText> text) {
  static FlatColumn of(Type field) {
    if (field instanceof GroupType || field.isRepetition(Type.Repetition.REPEATED)) {
      return new FlatColumn(field.getName(), Optional.empty(), Optional.empty());
    }
    PrimitiveType type = field.asPrimitiveType();
    return new FlatColumn(type.getName(), Optional.of(type), CellText.of(type));
  }

  /** Whether it is bytes without a word on what they are, as older programs write text. */
  boolean isUnmarked() {
    return type.isPresent()
        && type.get().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        && type.get().getLogicalTypeAnnotation() == null;
  }

  /** The same, with its values written so. */
  FlatColumn with(CellText writer) {
    return new FlatColumn(name, type, Optional.of(writer));
  }

  /** Why it is left out; empty if it is not. */
  Optional<String> leftOut() {
    if (text.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(type.isPresent() ? "bytes" : "nested");
  }
}
