package org.vae4j.datasets.tables;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of a table's columns, every one and no two the same. */
final class ColumnNames {
  /** What a column is called that has no name: with its place, from 1. */
  private static final String UNNAMED = "column";

  /** What pandas calls a column without a name when it writes it again. */
  private static final Pattern UNNAMED_BY_PANDAS = Pattern.compile("Unnamed: \\d+");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private ColumnNames() {}

  /**
   * The header with a cell for each column, empty where one has no name. It may be one short: then
   * rows have a name each, as R writes them, or end in a separator. It may end in a separator that
   * rows lack.
   *
   * @param header the first row
   * @param row the first row below
   */
  static List<String> fitted(List<String> header, List<String> row) {
    List<String> fitted = new ArrayList<>(header);
    if (header.size() == row.size() - 1) {
      boolean endsInSeparator = row.get(row.size() - 1).isEmpty() && !row.get(0).isEmpty();
      fitted.add(endsInSeparator ? header.size() : 0, "");
    } else if (header.size() == row.size() + 1 && header.get(row.size()).isEmpty()) {
      fitted.remove(row.size());
    }
    return fitted;
  }

  /**
   * Names of columns.
   *
   * @param header a cell for each, perhaps empty; with blanks in it a line end becomes one
   */
  static List<String> of(List<String> header) {
    List<String> names = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (int j = 0; j < header.size(); j++) {
      String given = given(header.get(j));
      String name = given.isEmpty() ? UNNAMED + (j + 1) : given;
      String unique = name;
      for (int k = 2; !known.add(unique); k++) {
        unique = name + "." + k;
      }
      names.add(unique);
    }
    return names;
  }

  /** What a cell of a header says, on one line. */
  static String given(String header) {
    return BLANKS.matcher(header).replaceAll(" ");
  }

  /** Names for so many columns of a table without header. */
  static List<String> of(int width) {
    return of(Collections.nCopies(width, ""));
  }

  /** Whether a cell of a header gives its column no name. */
  static boolean isNone(String header) {
    return header.isEmpty() || UNNAMED_BY_PANDAS.matcher(header).matches();
  }
}
