package org.vae4j.datasets.tables;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a column is, by what its cells have in common, and why.
 *
 * @param reading how it is read from now on
 * @param words what it was taken for, in words, or why it is left out
 */
record ColumnGuess(ColumnReading reading, String words) {
  /** A category has at most so many values; a text of more is left out. */
  static final int MOST_CATEGORIES = 100;

  /** Whole numbers are taken for categories up to so many values. */
  private static final int MOST_CODES = 10;

  /** From this share of distinct values on, a text tells which row it is. */
  private static final double NEARLY_ALL = 0.9;

  /** So many robust deviations from the median only heavy tails have. */
  private static final double FAR_OUT = 15;

  /** The interquartile range of a Gaussian of deviation 1. */
  private static final double QUARTILES_APART = 1.349;

  private static final double FREE_TEXT_WORDS = 3;

  private static final List<Set<String>> YES_AND_NO =
      List.of(
          Set.of("true", "false"),
          Set.of("yes", "no"),
          Set.of("y", "n"),
          Set.of("t", "f"),
          Set.of("on", "off"),
          Set.of("ja", "nein"),
          Set.of("j", "n"),
          Set.of("oui", "non"),
          Set.of("si", "no"),
          Set.of("0", "1"),
          Set.of("0.0", "1.0"));

  /**
   * Guesses.
   *
   * @param mark of the table's numbers
   * @param unnamed whether the column has no name in the file
   * @param amongCounts whether the other columns of whole numbers are counts
   */
  static ColumnGuess of(
      ColumnProfile column, DecimalMark mark, boolean unnamed, boolean amongCounts) {
    if (column.isEmpty()) {
      return leftOut(column, "empty");
    }
    if (column.distinct() == 1) {
      return leftOut(column, "always " + shown(column.texts().get(0)));
    }
    if (isYesAndNo(column)) {
      return category(column, "yes/no");
    }
    if (column.isNumeric(mark)) {
      return ofNumbers(column, mark, unnamed, amongCounts);
    }
    if (!column.dates().isEmpty()) {
      return date(column);
    }
    return ofTexts(column);
  }

  private static ColumnGuess ofNumbers(
      ColumnProfile column, DecimalMark mark, boolean unnamed, boolean amongCounts) {
    boolean allDiffer = column.distinct() == column.present();
    if (column.isWhole() && (column.countsUp() || (unnamed && allDiffer))) {
      return leftOut(column, "an index");
    }
    double[] sorted = column.sorted(mark);
    if (column.isWhole() && isYearMonthDay(column, sorted)) {
      return date(column);
    }
    if (column.isWhole() && sorted[0] >= 0) {
      if (isCount(sorted) || (amongCounts && column.distinct() > 2)) {
        return new ColumnGuess(new ColumnReading(column.name(), ColumnKind.COUNT), "a count");
      }
      if (column.distinct() <= MOST_CODES && column.present() >= 5 * column.distinct()) {
        return category(column, "a category of " + column.distinct() + " whole numbers");
      }
    }
    return isHeavyTailed(sorted)
        ? new ColumnGuess(
            new ColumnReading(column.name(), ColumnKind.HEAVY_TAILED),
            "a number, a few values far out")
        : new ColumnGuess(new ColumnReading(column.name(), ColumnKind.NUMBER), "a number");
  }

  /** A code as 20240131 would be a date by chance only where few numbers are. */
  private static boolean isYearMonthDay(ColumnProfile column, double[] sorted) {
    return sorted[0] >= 1900_01_01
        && sorted[sorted.length - 1] <= 2100_12_31
        && column.dates().contains(new DateFormat("uuuuMMdd"));
  }

  /** Whole numbers from 0 on whose bulk is at the low end, as codes and ratings are not. */
  static boolean isCount(double[] sorted) {
    double mean = 0;
    for (double value : sorted) {
      mean += value / sorted.length;
    }
    double squares = 0;
    double cubes = 0;
    for (double value : sorted) {
      squares += Math.pow(value - mean, 2) / sorted.length;
      cubes += Math.pow(value - mean, 3) / sorted.length;
    }
    double skewness = cubes / Math.pow(squares, 1.5);
    return sorted[0] == 0 && sorted[sorted.length - 1] >= 2 && skewness > 0.5;
  }

  private static boolean isHeavyTailed(double[] sorted) {
    int n = sorted.length;
    double median = sorted[n / 2];
    double deviation = (sorted[3 * n / 4] - sorted[n / 4]) / QUARTILES_APART;
    double farthest = Math.max(median - sorted[0], sorted[n - 1] - median);
    return deviation > 0 && farthest / deviation > FAR_OUT;
  }

  private static ColumnGuess date(ColumnProfile column) {
    DateFormat format = column.dates().get(0);
    return new ColumnGuess(
        new ColumnReading(column.name(), ColumnKind.DATE, format.pattern()),
        "a date, " + format.pattern().replace('u', 'y') + ", in " + format.unit());
  }

  private static ColumnGuess ofTexts(ColumnProfile column) {
    if (column.distinct() >= NEARLY_ALL * column.present() && column.distinct() > 2) {
      return leftOut(
          column,
          column.wordsPerCell() >= FREE_TEXT_WORDS ? "free text" : "nearly every value differs");
    }
    if (column.distinct() > MOST_CATEGORIES) {
      return leftOut(column, "text of more than " + MOST_CATEGORIES + " values");
    }
    return category(column, "a category of " + column.distinct());
  }

  private static boolean isYesAndNo(ColumnProfile column) {
    if (column.distinct() > 4) {
      return false;
    }
    Set<String> lower = new TreeSet<>();
    column.texts().forEach(text -> lower.add(text.toLowerCase(Locale.ROOT)));
    return YES_AND_NO.stream().anyMatch(pair -> pair.equals(lower));
  }

  private static ColumnGuess category(ColumnProfile column, String words) {
    return new ColumnGuess(new ColumnReading(column.name(), ColumnKind.CATEGORY), words);
  }

  private static ColumnGuess leftOut(ColumnProfile column, String why) {
    return new ColumnGuess(new ColumnReading(column.name(), ColumnKind.LEFT_OUT), why);
  }

  static String shown(String text) {
    return text.length() > 20 ? "'" + text.substring(0, 20) + "...'" : "'" + text + "'";
  }
}
