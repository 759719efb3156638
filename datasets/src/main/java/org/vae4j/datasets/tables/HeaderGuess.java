package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the first row is names: it is if a text stands above numbers, or if it is all text and
 * none of it comes again below.
 */
final class HeaderGuess {
  private static final int ROWS = 1000;

  private HeaderGuess() {}

  static boolean of(Path file, Charset charset, Separator separator, Optional<String> label)
      throws IOException {
    try (TableRows rows = TableRows.open(file, charset, separator)) {
      List<String> first = rows.next().map(TableRows.Row::cells).orElse(List.of());
      if (label.isPresent() && first.contains(label.get())) {
        return true;
      }
      List<List<String>> others = new ArrayList<>();
      Optional<TableRows.Row> row = rows.next();
      while (row.isPresent() && others.size() < ROWS) {
        others.add(row.get().cells());
        row = rows.next();
      }
      return isHeader(first, others);
    }
  }

  private static boolean isHeader(List<String> first, List<List<String>> others) {
    if (others.isEmpty()) {
      return first.stream().noneMatch(HeaderGuess::isNumber);
    }
    // R leaves out the name of the column of row names.
    int shift = others.get(0).size() == first.size() + 1 ? 1 : 0;
    boolean textAboveNumbers = false;
    boolean comesAgain = false;
    boolean numbers = false;
    for (int j = 0; j < first.size(); j++) {
      String name = first.get(j);
      int column = j + shift;
      numbers |= isNumber(name);
      if (isNumber(name) || MissingCell.is(name)) {
        continue;
      }
      long below =
          others.stream().filter(row -> column < row.size() && isNumber(row.get(column))).count();
      textAboveNumbers |= below > 0.5 * others.size();
      comesAgain |=
          others.stream().anyMatch(row -> column < row.size() && row.get(column).equals(name));
    }
    return textAboveNumbers || shift == 1 || (!numbers && !comesAgain);
  }

  private static boolean isNumber(String cell) {
    return DecimalMark.POINT.isNumber(cell) || DecimalMark.COMMA.isNumber(cell);
  }
}
