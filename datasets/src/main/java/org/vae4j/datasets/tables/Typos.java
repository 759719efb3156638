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

  private static BadDataException refusal(
      Path file, ColumnProfile column, ColumnProfile.Seen seen, String expected, int others) {
    String name = column.name();
    return BadDataException.of(
        "%s, %s, column '%s'".formatted(file, column.place(seen), name),
        "%s, as in %d other rows (mend it or empty the cell; --columns %s=category takes text, %s=left-out leaves the column out)"
            .formatted(expected, others, name, name),
        ColumnGuess.shown(seen.text()));
  }
}
