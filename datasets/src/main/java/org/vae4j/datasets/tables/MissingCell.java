package org.vae4j.datasets.tables;

import java.util.Set;

/**
 * Cells that say that there is no value: what pandas takes for one, Weka's question mark, what
 * databases export and Excel's errors.
 */
final class MissingCell {
  private static final Set<String> WORDS =
      Set.of(
          "",
          "?",
          "-",
          "--",
          "\\N",
          "NaT",
          "na",
          "n.a.",
          "N.A.",
          "#DIV/0!",
          "#VALUE!",
          "#REF!",
          "#NUM!",
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
