package org.vae4j.datasets.tables;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.faults.BadDataException;

/**
 * Cells of a column of numbers or dates that are none: faults of the table, more likely than not.
 */
final class Typos {
  /** From this share of numbers on, what is none is taken for a fault. */
  static final double MOSTLY = 0.9;

  private static final int FIRST = 20;
  private static final int FEW = 5;

  private Typos() {}

  /**
   * Refuses a column that has some.
   *
   * @throws BadDataException with the first of them and its place
   */
  static void refuse(Path file, ColumnProfile column, DecimalMark mark) {
    if (column.isEmpty() || column.isNumeric(mark) || !column.dates().isEmpty()) {
      return;
    }
    if (column.numericShare(mark) >= MOSTLY) {
      if (!isCategory(column, mark)) {
        column
            .firstWithout(mark::isNumber)
            .ifPresent(
                seen -> {
                  throw refusal(file, column, seen, "a number", column.numeric(mark));
                });
      }
    } else if (column.distinct() >= FEW) {
      mostly(column).ifPresent(format -> refuseBut(format, file, column));
    }
  }

  /**
   * The one word that stands again and again among the numbers of a column: it says that there is
   * none, as "k.A." or "unknown" do.
   */
  static Optional<String> wordForNone(ColumnProfile column, DecimalMark mark) {
    List<ColumnProfile.Seen> words = column.words();
    boolean amongNumbers = column.numericShare(mark) > 0.5 && column.distinct() > FIRST;
    return amongNumbers && words.size() == 1 && words.get(0).count() >= FEW
        ? Optional.of(words.get(0).text())
        : Optional.empty();
  }

  /** Texts that come again and again beside few numbers are no faults. */
  private static boolean isCategory(ColumnProfile column, DecimalMark mark) {
    return ColumnGuess.hasFewValues(column)
        && column.texts().stream()
            .allMatch(seen -> mark.isNumber(seen.text()) || seen.count() >= FEW);
  }

  private static Optional<DateFormat> mostly(ColumnProfile column) {
    List<ColumnProfile.Seen> texts = column.texts();
    List<ColumnProfile.Seen> first = texts.subList(0, Math.min(FIRST, texts.size()));
    return DateFormat.all().stream()
        .filter(format -> share(format, first) > 0.5 && share(format, texts) >= MOSTLY)
        .findFirst();
  }

  private static double share(DateFormat format, List<ColumnProfile.Seen> texts) {
    long dates = texts.stream().filter(seen -> format.isDate(seen.text())).count();
    return (double) dates / texts.size();
  }

  private static void refuseBut(DateFormat format, Path file, ColumnProfile column) {
    column
        .firstWithout(format::isDate)
        .ifPresent(
            seen -> {
              String dates = "a date written as " + format.words();
              throw refusal(file, column, seen, dates, column.present() - seen.count());
            });
  }

  /** All that are no numbers, if they are few. */
  private static String words(ColumnProfile column, ColumnProfile.Seen seen) {
    List<String> words = column.words().stream().map(ColumnProfile.Seen::text).toList();
    return words.contains(seen.text()) && words.size() <= FEW
        ? String.join(",", words)
        : seen.text();
  }

  /** As a shell takes it for one word. */
  private static String quoted(String text) {
    return text.matches("[\\w.,=%+:/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static BadDataException refusal(
      Path file, ColumnProfile column, ColumnProfile.Seen seen, String expected, int others) {
    String name = column.name();
    return BadDataException.of(
        "%s, %s, column '%s'".formatted(file, column.place(seen), name),
        "%s, as in %d other rows (mend it or empty the cell; --missing-words %s takes it for empty, --columns %s leaves the column out)"
            .formatted(expected, others, quoted(words(column, seen)), quoted(name + "=left-out")),
        ColumnGuess.shown(seen.text()));
  }
}
