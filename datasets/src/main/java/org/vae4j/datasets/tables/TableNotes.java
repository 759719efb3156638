package org.vae4j.datasets.tables;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was understood of a table, in a few plain lines. */
final class TableNotes {
  private static final int MOST_NAMED = 12;

  /** With two or three of the run's own there are no more than eight. */
  private static final int MOST_LINES = 5;

  private static final Set<String> LABEL_NAMES =
      Set.of("label", "labels", "class", "target", "y", "species", "klasse", "outcome");

  private final Map<String, List<String>> used = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private long missing;

  /** Takes in one more column. */
  void add(ColumnProfile column, ColumnGuess guess) {
    if (guess.reading().kind() == ColumnKind.LEFT_OUT) {
      leftOut.add("%s (%s)".formatted(column.name(), guess.words()));
    } else {
      used.computeIfAbsent(guess.words(), words -> new ArrayList<>()).add(column.name());
      missing += column.missing();
    }
  }

  /** Whether no column is part of x. */
  boolean isEmpty() {
    return used.isEmpty();
  }

  /** What is left out and why. */
  String leftOut() {
    return named(leftOut);
  }

  /** Empty cells of columns that are part of x. */
  long missing() {
    return missing;
  }

  /**
   * The lines.
   *
   * @param hasLabels whether a column of labels is said
   */
  List<String> lines(TableFormat format, List<ColumnProfile> columns, boolean hasLabels) {
    List<String> after = new ArrayList<>();
    if (!leftOut.isEmpty()) {
      after.add("left out: " + leftOut());
    }
    if (missing > 0) {
      after.add(
          (missing == 1 ? "1 empty cell" : "%,d empty cells".formatted(missing))
              + wordsForNone(format)
              + ", filled in by what is usual in the column (--missing)");
    }
    if (!hasLabels) {
      likeLabels()
          .ifPresent(
              name ->
                  after.add(
                      "'%s' is taken as part of x; --label-column %s would make it the labels"
                          .formatted(name, name)));
    }
    List<String> kinds = new ArrayList<>();
    used.forEach(
        (words, names) -> kinds.add("%s: %s".formatted(named(names), plural(words, names.size()))));
    List<String> lines = new ArrayList<>(List.of(first(format, columns) + renamed(columns)));
    if (lines.size() + kinds.size() + after.size() > MOST_LINES) {
      lines.add(String.join("; ", kinds));
    } else {
      lines.addAll(kinds);
    }
    lines.addAll(after);
    return lines;
  }

  private static String wordsForNone(TableFormat format) {
    if (!(format instanceof TableFormat.Text text) || text.missing().isEmpty()) {
      return "";
    }
    return " (so count cells with %s)"
        .formatted(
            text.missing().stream().map(ColumnGuess::shown).collect(Collectors.joining(", ")));
  }

  private static String first(TableFormat format, List<ColumnProfile> columns) {
    int rows = columns.get(0).cells();
    return "a table of %s and %s: %s"
        .formatted(
            rows == 1 ? "1 row" : "%,d rows".formatted(rows),
            columns.size() == 1 ? "1 column" : columns.size() + " columns",
            format instanceof TableFormat.Text text ? text(text, columns.size()) : "Parquet");
  }

  /** Which columns have another's name, and what they are called. */
  private static String renamed(List<ColumnProfile> columns) {
    List<String> renamed = new ArrayList<>();
    for (ColumnProfile column : columns) {
      column
          .sharedName()
          .ifPresent(
              name -> renamed.add("another '%s' is called '%s'".formatted(name, column.name())));
    }
    return renamed.isEmpty() ? "" : "; " + named(renamed);
  }

  private static String text(TableFormat.Text format, int columns) {
    return "%s, %s%s, decimals after a %s"
        .formatted(
            charset(format),
            columns == 1 ? "" : format.separator().words() + " between cells, ",
            format.header() ? "a header" : "no header",
            format.decimal().name().toLowerCase(Locale.ROOT));
  }

  private static String charset(TableFormat.Text format) {
    if (format.charset().equals(StandardCharsets.ISO_8859_1)) {
      return "no UTF-8, read as Latin-1";
    }
    return format.charset().name().equals("windows-1252")
        ? "no UTF-8, read as windows-1252"
        : format.charset().name();
  }

  private Optional<String> likeLabels() {
    return used.values().stream()
        .flatMap(List::stream)
        .filter(name -> LABEL_NAMES.contains(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static String plural(String words, int count) {
    return count == 1 || !words.startsWith("a ")
        ? words
        : words
            .replaceFirst("^a category of (\\d+)(.*)$", "categories of $1$2 each")
            .replaceFirst("^a (number|count|date)", "$1s");
  }

  private static String named(List<String> names) {
    return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
  }
}
