package org.vae4j.datasets.tables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the cells of one column have in common, taken in cell by cell. */
final class ColumnProfile {
  /** Distinct texts that are kept with their counts; of more, it is known that there are more. */
  static final int MOST_KEPT = 1000;

  /** Distinct texts that are no numbers, kept with their counts. */
  private static final int FEW_WORDS = 20;

  /** Distinct texts that are told apart to find identifiers. */
  private static final int MOST_TOLD_APART = 1 << 18;

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern LEADING_ZERO = Pattern.compile("0[0-9]+");

  /**
   * A text of the column.
   *
   * @param text the cell
   * @param place of the row where it came first
   * @param count how often it came
   */
  record Seen(String text, long place, int count) {}

  private final String name;
  private final Optional<String> header;
  private final String rows;
  private final Map<String, Seen> texts = new LinkedHashMap<>();
  private final Map<String, Seen> words = new LinkedHashMap<>();
  private final Set<Integer> hashes = new HashSet<>();
  private final NumberProfile point = new NumberProfile();
  private List<DateFormat> dates = DateFormat.all();
  private NumberProfile comma = point;
  private boolean moreTexts;
  private int cells;
  private int missing;
  private long texted;
  private long blanks;
  private int width = -1;
  private boolean oneWidth = true;
  private boolean leadingZeros;
  private boolean pointed;

  /**
   * Of a column without cells.
   *
   * @param header its cell of the header, perhaps empty, if the file has one
   * @param rows what messages call the place of a row
   */
  ColumnProfile(String name, Optional<String> header, String rows) {
    this.name = name;
    this.header = header.map(ColumnNames::given);
    this.rows = rows;
  }

  /** Takes in one more cell. */
  void add(long place, String cell) {
    cells++;
    if (MissingCell.is(cell)) {
      missing++;
      point.interrupt();
      comma.interrupt();
      return;
    }
    if (texts.size() < MOST_KEPT || texts.containsKey(cell)) {
      texts.merge(cell, new Seen(cell, place, 1), ColumnProfile::once);
    } else {
      moreTexts = true;
    }
    addNumber(place, cell);
    oneWidth &= width < 0 || width == cell.length();
    width = cell.length();
    leadingZeros |= LEADING_ZERO.matcher(cell).matches();
    if (!dates.isEmpty()) {
      dates = dates.stream().filter(format -> format.isDate(cell)).toList();
    }
  }

  private static Seen once(Seen old, Seen more) {
    return new Seen(old.text(), old.place(), old.count() + more.count());
  }

  private void addNumber(long place, String cell) {
    double withPoint = DecimalMark.POINT.numberOrNan(cell);
    double withComma = DecimalMark.COMMA.numberOrNan(cell);
    if (Double.compare(withPoint, withComma) != 0 && comma == point) {
      comma = new NumberProfile(point);
    }
    add(point, withPoint, cell);
    if (comma != point) {
      add(comma, withComma, cell);
    }
    pointed |= DecimalMark.POINT.hasMark(cell) && !Double.isNaN(withPoint);
    boolean isText = Double.isNaN(withPoint) && Double.isNaN(withComma);
    if (isText) {
      texted++;
      blanks += BLANKS.split(cell).length;
      if (words.size() < FEW_WORDS || words.containsKey(cell)) {
        words.merge(cell, new Seen(cell, place, 1), ColumnProfile::once);
      }
    }
    // Of numbers with decimals it does not matter how many differ.
    if (hashes.size() < MOST_TOLD_APART && (isText || withPoint == Math.rint(withPoint))) {
      hashes.add(cell.hashCode());
    }
  }

  private static void add(NumberProfile numbers, double number, String cell) {
    if (Double.isNaN(number)) {
      numbers.interrupt();
    } else {
      numbers.add(number, UnitSign.of(cell));
    }
  }

  String name() {
    return name;
  }

  /** Where a text came first, such as line 3. */
  String place(Seen seen) {
    return rows + " " + seen.place();
  }

  /** Whether the file has a header, but none for this column. */
  boolean isUnnamed() {
    return header.filter(ColumnNames::isNone).isPresent();
  }

  /** What the header calls it, if that is another column's name. */
  Optional<String> sharedName() {
    return header.filter(given -> !given.isEmpty() && !given.equals(name));
  }

  int cells() {
    return cells;
  }

  int present() {
    return cells - missing;
  }

  int missing() {
    return missing;
  }

  boolean isEmpty() {
    return present() == 0;
  }

  /** How many distinct texts there are; of very many, at least so many. */
  int distinct() {
    return moreTexts ? Math.max(hashes.size(), MOST_KEPT + 1) : texts.size();
  }

  /** The distinct texts in the order in which they came; only as many as are kept. */
  List<Seen> texts() {
    return new ArrayList<>(texts.values());
  }

  /** The distinct texts that are no numbers; of more than a few, only the first. */
  List<Seen> words() {
    return new ArrayList<>(words.values());
  }

  /** The first text that is not as it should be, of those that are kept. */
  Optional<Seen> firstWithout(Predicate<String> right) {
    return texts.values().stream().filter(seen -> !right.test(seen.text())).findFirst();
  }

  private NumberProfile numbers(DecimalMark mark) {
    return mark == DecimalMark.POINT ? point : comma;
  }

  boolean isNumeric(DecimalMark mark) {
    return !isEmpty() && numbers(mark).count() == present();
  }

  /** How many cells are numbers. */
  int numeric(DecimalMark mark) {
    return numbers(mark).count();
  }

  /** Which share of the cells are numbers. */
  double numericShare(DecimalMark mark) {
    return (double) numeric(mark) / Math.max(1, present());
  }

  /** Whether some number has decimals behind a point, or may have. */
  boolean hasPoints() {
    return pointed;
  }

  /** Whether a comma in numbers makes a difference to what they are. */
  boolean hasCommas() {
    return texts.keySet().stream()
        .anyMatch(text -> DecimalMark.COMMA.hasMark(text) && DecimalMark.COMMA.isNumber(text));
  }

  boolean isWhole(DecimalMark mark) {
    return isNumeric(mark) && numbers(mark).whole() == present();
  }

  /** Whether each number is the one above plus one. */
  boolean countsUp(DecimalMark mark) {
    return isNumeric(mark) && numbers(mark).countsUp();
  }

  /** The signs at numbers, such as of a currency; an empty one where there is none. */
  Set<String> signs(DecimalMark mark) {
    return numbers(mark).signs();
  }

  /** Whether all are digits of one length with zeros in front, as codes of places are written. */
  boolean isCode() {
    return leadingZeros && oneWidth && point.whole() == present();
  }

  double wordsPerText() {
    return (double) blanks / Math.max(1, texted);
  }

  /** The formats that all cells are written in. */
  List<DateFormat> dates() {
    return isEmpty() ? List.of() : dates;
  }

  /** Numbers of the column, sorted. */
  double[] sorted(DecimalMark mark) {
    return numbers(mark).sorted();
  }
}
