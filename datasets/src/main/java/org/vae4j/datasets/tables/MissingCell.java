package org.vae4j.datasets.tables;

import java.util.Set;
import org.vae4j.datasets.MissingWords;

/**
 * Cells that say that there is no value: what pandas takes for one, what people put into a table,
 * what databases export and Excel's errors.
 */
final class MissingCell {
  private static final Set<String> OTHERS =
      Set.of(
          ".", "-", "--", "\\N", "NaT", "na", "n.a.", "N.A.", "#DIV/0!", "#VALUE!", "#REF!",
          "#NUM!");

  private MissingCell() {}

  static boolean is(String cell) {
    return MissingWords.OF_PANDAS.contains(cell) || OTHERS.contains(cell);
  }
}
