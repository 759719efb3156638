package org.vae4j.datasets.tables;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vae4j.datasets.faults.BadDataException;

/**
 * How the cells of a column are read.
 *
 * @param name of the column
 * @param kind what they are
 * @param pattern of {@link ColumnKind#DATE}, by {@link java.time.format.DateTimeFormatter}; else
 *     empty
 */
public record ColumnReading(String name, ColumnKind kind, String pattern) {
  /** A column that is no date. */
  public ColumnReading(String name, ColumnKind kind) {
    this(name, kind, "");
  }

  /** Whether it is a date that may be written in any way. */
  boolean lacksPattern() {
    return kind == ColumnKind.DATE && pattern.isEmpty();
  }

  /**
   * Reads {@code NAME=KIND}, or {@code NAME=date:PATTERN}.
   *
   * @throws BadDataException if it is not written so
   */
  public static ColumnReading parse(String text) {
    int sign = text.lastIndexOf('=');
    String kind = sign < 0 ? "" : text.substring(sign + 1);
    int colon = kind.indexOf(':');
    String word = colon < 0 ? kind : kind.substring(0, colon);
    Optional<ColumnKind> known =
        Arrays.stream(ColumnKind.values()).filter(k -> word(k).equals(word)).findFirst();
    if (known.isEmpty() || (colon >= 0 && known.get() != ColumnKind.DATE)) {
      throw BadDataException.of(
          "--columns",
          "NAME=KIND with one of "
              + Arrays.stream(ColumnKind.values())
                  .map(ColumnReading::word)
                  .collect(Collectors.joining(", ")),
          "'" + text + "'");
    }
    // Most people write years as y; to Java those are years of an era.
    String pattern = colon < 0 ? "" : kind.substring(colon + 1).replace('y', 'u');
    if (!pattern.isEmpty()) {
      requirePattern(pattern);
    }
    return new ColumnReading(text.substring(0, sign), known.get(), pattern);
  }

  private static void requirePattern(String pattern) {
    try {
      new DateFormat(pattern).reader();
    } catch (IllegalArgumentException e) {
      throw BadDataException.of(
          "--columns", "a pattern of dates such as d.M.uuuu", "'" + pattern + "'");
    }
  }

  private static String word(ColumnKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What {@link #parse} reads. */
  public String written() {
    return name + "=" + word(kind) + (pattern.isEmpty() ? "" : ":" + pattern);
  }
}
