package org.vae4j.datasets.tables;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

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

  /** Whole numbers that all are so large are as good as any numbers. */
  private static final double LARGE = 1000;

  /** In ranges of the column. */
  private static final double FAR_FROM_ZERO = 10;

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

  /** What columns of row numbers and keys are called. */
  private static final Pattern IDENTIFIER =
      Pattern.compile("(.*[^a-zA-Z])?(id|ID|Id|uuid|UUID|index|Index)|.*[a-z](Id|ID)");

  /**
   * Guesses.
   *
   * @param mark of the table's numbers
   * @param amongCounts whether the other columns of whole numbers are counts
   */
  static ColumnGuess of(ColumnProfile column, DecimalMark mark, boolean amongCounts) {
    if (column.isEmpty()) {
      return leftOut(column, "empty");
    }
    if (column.distinct() == 1) {
      String only = shown(column.texts().get(0).text());
      return leftOut(column, "always " + only + (column.missing() > 0 ? " or empty" : ""));
    }
    if (isYesAndNo(column)) {
      int spellings = column.distinct();
      return category(column, spellings == 2 ? "yes/no" : "yes/no in " + spellings + " spellings");
    }
    if (column.isNumeric(mark) && !column.isCode()) {
      return ofNumbers(column, mark, amongCounts);
    }
    if (!column.dates().isEmpty()) {
      return date(column);
    }
    return ofTexts(column, mark);
  }

  private static ColumnGuess ofNumbers(
      ColumnProfile column, DecimalMark mark, boolean amongCounts) {
    double[] sorted = column.sorted(mark);
    String sign = String.join("", column.signs(mark));
    if (column.signs(mark).size() > 1) {
      return leftOut(column, "numbers of unlike units, some with " + sign);
    }
    if (!sign.isEmpty()) {
      return number(column, sorted, " in " + sign);
    }
    boolean whole = column.isWhole(mark);
    if (whole && isIndex(column, mark)) {
      return leftOut(column, "an index");
    }
    if (whole && isIdentifier(column)) {
      return leftOut(column, "an identifier");
    }
    if (whole && isYearMonthDay(column, sorted)) {
      return date(column);
    }
    if (whole && sorted[0] >= 0) {
      boolean several = column.distinct() > 2;
      if (several && (isCount(sorted) || (amongCounts && isNearZero(sorted)))) {
        return new ColumnGuess(new ColumnReading(column.name(), ColumnKind.COUNT), "a count");
      }
    }
    if (hasFewValues(column) && (whole || column.distinct() == 2)) {
      return category(
          column,
          "a category of %d %s".formatted(column.distinct(), whole ? "whole numbers" : "numbers"));
    }
    return number(column, sorted, "");
  }

  private static ColumnGuess number(ColumnProfile column, double[] sorted, String unit) {
    return isHeavyTailed(sorted)
        ? new ColumnGuess(
            new ColumnReading(column.name(), ColumnKind.HEAVY_TAILED),
            "a number" + unit + ", a few values far out")
        : new ColumnGuess(new ColumnReading(column.name(), ColumnKind.NUMBER), "a number" + unit);
  }

  private static boolean isIndex(ColumnProfile column, DecimalMark mark) {
    boolean allDiffer = column.distinct() == column.present();
    return column.countsUp(mark) || (column.isUnnamed() && allDiffer);
  }

  /** Whole numbers that nearly all differ, under a name that says what they are. */
  private static boolean isIdentifier(ColumnProfile column) {
    return column.distinct() >= NEARLY_ALL * column.present()
        && IDENTIFIER.matcher(column.name()).matches();
  }

  /** Whether each value comes again and again. */
  static boolean hasFewValues(ColumnProfile column) {
    return column.distinct() <= MOST_CODES && column.present() >= 5 * column.distinct();
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

  /**
   * Whether whole numbers may count something, as years and codes of places do not. A Poisson
   * variable has its lowest at 10 times its range only with a mean of some thousands.
   */
  private static boolean isNearZero(double[] sorted) {
    double range = sorted[sorted.length - 1] - sorted[0];
    return sorted[0] < LARGE && sorted[0] < FAR_FROM_ZERO * range;
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
        "a date, " + format.words() + ", in " + format.unit());
  }

  private static ColumnGuess ofTexts(ColumnProfile column, DecimalMark mark) {
    boolean differs = column.distinct() >= NEARLY_ALL * column.present() && column.distinct() > 2;
    if (!differs && column.distinct() <= MOST_CATEGORIES) {
      return category(column, "a category of " + column.distinct());
    }
    if (column.isNumeric(DecimalMark.POINT) || column.isNumeric(DecimalMark.COMMA)) {
      return leftOut(
          column, column.isCode() ? "codes" : "numbers with another decimal mark than the others");
    }
    Optional<ColumnProfile.Seen> text = column.firstWithout(mark::isNumber);
    if (column.numericShare(mark) > 0.5 && text.isPresent()) {
      return leftOut(
          column,
          "no numbers: %s in %s".formatted(shown(text.get().text()), column.place(text.get())));
    }
    if (differs) {
      return leftOut(
          column,
          column.wordsPerText() >= FREE_TEXT_WORDS
              ? "free text"
              : "an identifier: nearly all values differ");
    }
    return leftOut(column, "text of more than " + MOST_CATEGORIES + " values");
  }

  private static boolean isYesAndNo(ColumnProfile column) {
    if (column.distinct() > 4) {
      return false;
    }
    Set<String> lower = new TreeSet<>();
    column.texts().forEach(seen -> lower.add(seen.text().toLowerCase(Locale.ROOT)));
    return YES_AND_NO.stream().anyMatch(pair -> pair.equals(lower));
  }

  private static ColumnGuess category(ColumnProfile column, String words) {
    return new ColumnGuess(new ColumnReading(column.name(), ColumnKind.CATEGORY), words);
  }

  private static ColumnGuess leftOut(ColumnProfile column, String why) {
    return new ColumnGuess(new ColumnReading(column.name(), ColumnKind.LEFT_OUT), why);
  }

  /** The start of a cell in quotes, on one line. */
  static String shown(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 20 ? "'" + line.substring(0, 20) + "...'" : "'" + line + "'";
  }
}
