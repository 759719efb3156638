package org.vae4j.data.choice;

import java.util.stream.Collectors;
import org.vae4j.datasets.tables.ColumnReading;
import org.vae4j.datasets.tables.TableFormat;
import org.vae4j.datasets.tables.TableGuess;
import org.vae4j.settings.ConstantNames;

/** A table's guess as settings, by which it is read in the same way again. */
final class TableSettings {
  private TableSettings() {}

  static Choice of(TableGuess guess) {
    Choice choice = new Choice();
    if (guess.reading().format() instanceof TableFormat.Text text) {
      choice
          .set("encoding", text.charset().name())
          .set("separator", ConstantNames.of(text.separator()))
          .set("decimal", ConstantNames.of(text.decimal()))
          .set("header", text.header() ? "yes" : "no")
          .set("missing-words", String.join("\n", text.missing()));
    }
    choice.set(
        "columns",
        guess.reading().columns().stream()
            .map(ColumnReading::written)
            .collect(Collectors.joining("\n")));
    return guess.missing() > 0 ? choice.set("missing", "impute") : choice;
  }
}
