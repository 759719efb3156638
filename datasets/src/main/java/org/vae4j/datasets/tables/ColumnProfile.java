package org.vae4j.datasets.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the cells of one column have in common, taken in cell by cell. */
final class ColumnProfile {
  /** Distinct texts that are kept with their counts; of more, it is known that there are more. */
  static final int MOST_KEPT = 1000;

  /** Distinct texts that are told apart to find identifiers. */
  private static final int MOST_TOLD_APART = 1 << 20;

  /** Numbers that are kept for quantiles: every one at first, then every second and so on. */
  private static final int MOST_NUMBERS = 1 << 14;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final String name;
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final Set<Integer> hashes = new HashSet<>();
  private final Map<DecimalMark, Integer> numbers = new LinkedHashMap<>();
  private final Map<DecimalMark, String> firstNoNumber = new LinkedHashMap<>();
  private final Map<DecimalMark, Sample> samples = new LinkedHashMap<>();
  private final Map<DateFormat, DateFormat.DateReader> dates = new LinkedHashMap<>();
  private boolean moreTexts;
  private int cells;
  private int missing;
  private int whole;
  private long words;
  private long firstNoNumberLine;
  private boolean countsUp = true;
  private double last = Double.NaN;

  ColumnProfile(String name) {
    this.name = name;
    for (DecimalMark mark : DecimalMark.values()) {
      numbers.put(mark, 0);
      samples.put(mark, new Sample());
    }
    DateFormat.all().forEach(format -> dates.put(format, format.reader()));
  }

  /** Takes in one more cell. */
  void add(long line, String cell) {
    cells++;
    if (MissingCell.is(cell)) {
      missing++;
      countsUp = false;
      return;
    }
    if (texts.containsKey(cell) || texts.size() < MOST_KEPT) {
      texts.merge(cell, 1, Integer::sum);
    } else {
      moreTexts = true;
    }
    if (hashes.size() < MOST_TOLD_APART) {
      hashes.add(cell.hashCode());
    }
    words += BLANKS.split(cell).length;
    for (DecimalMark mark : DecimalMark.values()) {
      if (mark.isNumber(cell)) {
        numbers.merge(mark, 1, Integer::sum);
        samples.get(mark).add(mark.number(cell));
      } else if (firstNoNumber.putIfAbsent(mark, cell) == null && mark == DecimalMark.POINT) {
        firstNoNumberLine = line;
      }
    }
    boolean isWhole = DecimalMark.POINT.isWhole(cell) && DecimalMark.COMMA.isWhole(cell);
    whole += isWhole ? 1 : 0;
    countsUp &= isWhole && (Double.isNaN(last) || DecimalMark.POINT.number(cell) == last + 1);
    last = isWhole ? DecimalMark.POINT.number(cell) : Double.NaN;
    dates.values().removeIf(format -> Double.isNaN(format.number(cell)));
  }

  String name() {
    return name;
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

  /** How many distinct texts there are; from a million on, at least so many. */
  int distinct() {
    return moreTexts ? Math.max(hashes.size(), MOST_KEPT + 1) : texts.size();
  }

  /** The distinct texts in the order in which they came; only as many as are kept. */
  List<String> texts() {
    return new ArrayList<>(texts.keySet());
  }

  boolean isNumeric(DecimalMark mark) {
    return !isEmpty() && numbers.get(mark) == present();
  }

  /** Which share of the cells are numbers. */
  double numericShare(DecimalMark mark) {
    return (double) numbers.get(mark) / Math.max(1, present());
  }

  /** The first cell that is no number with a point. */
  Optional<String> firstNoNumber() {
    return Optional.ofNullable(firstNoNumber.get(DecimalMark.POINT));
  }

  long firstNoNumberLine() {
    return firstNoNumberLine;
  }

  boolean isWhole() {
    return !isEmpty() && whole == present();
  }

  /** Whether each number is the one above plus one. */
  boolean countsUp() {
    return countsUp && cells > 2;
  }

  double wordsPerCell() {
    return (double) words / Math.max(1, present());
  }

  /** The formats that all cells are written in. */
  List<DateFormat> dates() {
    return isEmpty() ? List.of() : new ArrayList<>(dates.keySet());
  }

  /** Numbers of the column, sorted. */
  double[] sorted(DecimalMark mark) {
    return samples.get(mark).sorted();
  }

  /** Evenly spread numbers of a sequence of unknown length. */
  private static final class Sample {
    private final double[] kept = new double[MOST_NUMBERS];
    private int size;
    private long seen;
    private long stride = 1;

    void add(double number) {
      if (seen++ % stride != 0) {
        return;
      }
      if (size == kept.length) {
        for (int k = 0; 2 * k < size; k++) {
          kept[k] = kept[2 * k];
        }
        size /= 2;
        stride *= 2;
        if ((seen - 1) % stride != 0) {
          return;
        }
      }
      kept[size++] = number;
    }

    double[] sorted() {
      double[] values = Arrays.copyOf(kept, size);
      Arrays.sort(values);
      return values;
    }
  }
}
