package org.vae4j.datasets;

import java.util.List;
import java.util.Objects;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.GrowingRows;

/**
 * What the numbers of one column of a table mean.
 *
 * @param name what it is called
 * @param categories the names of the classes that the numbers 0, 1, … stand for; empty if they are
 *     numbers in their own right
 * @param kind what they are; null means a category if there are categories, else a number
 */
public record Column(String name, List<String> categories, Kind kind) {
  /** What the values of a column are. */
  public enum Kind {
    /** Any number. */
    NUMBER,
    /** Numbers of which a few lie very far out. */
    HEAVY_TAILED,
    /** 0, 1, 2, … */
    COUNT,
    /** Indices of categories. */
    CATEGORY
  }

  /**
   * Keeps a copy of the list.
   *
   * @throws IllegalArgumentException if there are categories of what is none
   */
  public Column {
    categories = List.copyOf(categories);
    Kind apparent = categories.isEmpty() ? Kind.NUMBER : Kind.CATEGORY;
    kind = Objects.requireNonNullElse(kind, apparent);
    if ((kind == Kind.CATEGORY) == categories.isEmpty()) {
      throw new IllegalArgumentException(
          "column '%s': expected categories of a category alone, got %s of a %s"
              .formatted(name, categories, kind));
    }
  }

  /** A column of numbers, or of categories where there are any. */
  public Column(String name, List<String> categories) {
    this(name, categories, null);
  }

  /**
   * A column of numbers.
   *
   * @param name what it is called
   */
  public static Column numeric(String name) {
    return new Column(name, List.of());
  }

  /** Whether the numbers are classes, which index {@link #categories}. */
  public boolean isCategorical() {
    return kind == Kind.CATEGORY;
  }

  /** Whether values may be moved and scaled: those of counts and categories may not. */
  public boolean isContinuous() {
    return kind == Kind.NUMBER || kind == Kind.HEAVY_TAILED;
  }

  /**
   * The place of the column that a name, or an index from 0, means.
   *
   * @param source what messages call the table
   * @throws BadDataException if there is none
   */
  public static int index(String source, List<String> names, String wanted) {
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
        GrowingRows.shown(wanted));
  }
}
