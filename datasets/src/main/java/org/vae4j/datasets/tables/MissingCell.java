package org.vae4j.datasets.tables;

import java.util.Set;

/** Cells that say that there is no value: what pandas takes for one, and Weka's question mark. */
final class MissingCell {
  private static final Set<String> WORDS =
      Set.of(
          "",
          "?",
          "-",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "<NA>",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "None",
          "n/a",
          "nan",
          "null",
          ".");

  private MissingCell() {}

  static boolean is(String cell) {
    return WORDS.contains(cell);
  }
}
