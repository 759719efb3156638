package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Whether the first row is names: it is if a text stands above numbers, or if it is all text and
 * none of it comes again below; years in a row may be among them. The names that pandas gives are
 * numbers: 0, 1, 2, …
 */
final class HeaderGuess {
  private static final int ROWS = 1000;

  /** Fewer numbers are 0, 1, 2 by chance. */
  private static final int FEWEST_COUNTED = 3;

  private static final Pattern YEAR = Pattern.compile("(1[89]|20)[0-9]{2}");

  private HeaderGuess() {}

  static boolean of(Path file, Charset charset, Separator separator, Optional<String> label)
      throws IOException {
    try (TableRows rows = TextRows.open(file, charset, separator, Set.of())) {
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
    boolean numberComesAgain = false;
    List<String> numbers = new ArrayList<>();
    for (int j = 0; j < first.size(); j++) {
      String name = first.get(j);
      int column = j + shift;
      if (isNumber(name)) {
        numbers.add(name);
        numberComesAgain |= isIn(column, name, others);
      }
      if (isNumber(name) || MissingCell.is(name)) {
        continue;
      }
      List<String> below =
          others.stream()
              .filter(row -> column < row.size() && !MissingCell.is(row.get(column)))
              .map(row -> row.get(column))
              .toList();
      textAboveNumbers |= below.stream().filter(HeaderGuess::isNumber).count() > 0.5 * below.size();
      comesAgain |= isIn(column, name, others);
    }
    if (!numberComesAgain && areCounted(first)) {
      return true;
    }
    boolean isNames = numbers.isEmpty() || (numbers.size() < first.size() && areYears(numbers));
    return textAboveNumbers
        || (!comesAgain && isNames)
        || (shift == 1 && numbers.size() < first.size());
  }

  private static boolean isIn(int column, String name, List<List<String>> rows) {
    return rows.stream().anyMatch(row -> column < row.size() && row.get(column).equals(name));
  }

  /**
   * The numbers 0, 1, 2, …, as pandas names columns, perhaps behind an empty name for the index.
   */
  private static boolean areCounted(List<String> first) {
    List<String> names = MissingCell.is(first.get(0)) ? first.subList(1, first.size()) : first;
    return names.size() >= FEWEST_COUNTED
        && IntStream.range(0, names.size()).allMatch(k -> names.get(k).equals("" + k));
  }

  /** Years that follow each other, which are names of columns more likely than values. */
  private static boolean areYears(List<String> numbers) {
    for (int k = 0; k < numbers.size(); k++) {
      if (!YEAR.matcher(numbers.get(k)).matches()
          || Integer.parseInt(numbers.get(k)) != Integer.parseInt(numbers.get(0)) + k) {
        return false;
      }
    }
    return numbers.size() > 1;
  }

  private static boolean isNumber(String cell) {
    return DecimalMark.POINT.isNumber(cell) || DecimalMark.COMMA.isNumber(cell);
  }
}
