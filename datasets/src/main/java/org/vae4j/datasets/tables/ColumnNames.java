package org.vae4j.datasets.tables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.faults.BadDataException;

/** The names of a table's columns, every one and no two the same. */
final class ColumnNames {
  /** What a column is called that has no name: with its place, from 1. */
  static final String UNNAMED = "column";

  private ColumnNames() {}

  /**
   * Names for so many columns.
   *
   * @param header the first row; one short if rows have a name each, as R writes them; empty if
   *     there is none
   */
  static List<String> of(List<String> header, int width) {
    List<String> given = new ArrayList<>(header);
    if (!header.isEmpty() && header.size() == width - 1) {
      given.add(0, "");
    }
    List<String> names = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (int j = 0; j < (given.isEmpty() ? width : given.size()); j++) {
      String name = given.isEmpty() || given.get(j).isEmpty() ? UNNAMED + (j + 1) : given.get(j);
      String unique = name;
      for (int k = 2; !known.add(unique); k++) {
        unique = name + "." + k;
      }
      names.add(unique);
    }
    return names;
  }

  /** The place of a column by its name, or by its index from 0. */
  static int index(String source, List<String> names, String wanted) {
    int byName = names.indexOf(wanted);
    if (byName >= 0) {
      return byName;
    }
    if (wanted.matches("[0-9]{1,6}") && Integer.parseInt(wanted) < names.size()) {
      return Integer.parseInt(wanted);
    }
    throw BadDataException.of(
        source,
        "a column of labels by name or by index from 0 among " + ClassNames.shown(names),
        "'" + wanted + "'");
  }
}
