package org.vae4j.datasets;

import java.util.Set;

/** What stands in a text where there is no value. */
public final class MissingWords {
  /** What pandas takes for a missing value, and Weka's question mark. */
  public static final Set<String> OF_PANDAS =
      Set.of(
          "",
          "?",
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
          "null");

  private MissingWords() {}
}
