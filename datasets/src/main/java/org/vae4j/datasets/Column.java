package org.vae4j.datasets;

import java.util.List;

/**
 * What the numbers of one column of a table mean.
 *
 * @param name what it is called
 * @param categories the names of the classes that the numbers 0, 1, … stand for; empty if they are
 *     numbers in their own right
 */
public record Column(String name, List<String> categories) {

  /** Keeps a copy of the list. */
  public Column {
    categories = List.copyOf(categories);
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
    return !categories.isEmpty();
  }
}
