package org.vae4j.datasets.tables;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** What the numbers of one column have in common, where decimals are behind one mark. */
final class NumberProfile {
  /** Numbers that are kept for quantiles: every one at first, then every second and so on. */
  private static final int MOST_KEPT = 1 << 14;

  private static final int FIRST_ROOM = 64;

  private final Set<String> signs;
  private int count;
  private int whole;
  private boolean countsUp;
  private double last;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private double[] kept;
  private int size;
  private long stride;

  NumberProfile() {
    signs = new TreeSet<>();
    countsUp = true;
    last = Double.NaN;
    kept = new double[FIRST_ROOM];
    stride = 1;
  }

  /** The same as another one so far. */
  NumberProfile(NumberProfile other) {
    signs = new TreeSet<>(other.signs);
    count = other.count;
    whole = other.whole;
    countsUp = other.countsUp;
    last = other.last;
    least = other.least;
    greatest = other.greatest;
    kept = other.kept.clone();
    size = other.size;
    stride = other.stride;
  }

  void add(double number, String sign) {
    boolean isWhole = number == Math.rint(number);
    whole += isWhole ? 1 : 0;
    countsUp &= isWhole && (count == 0 || number == last + 1);
    last = number;
    least = Math.min(least, number);
    greatest = Math.max(greatest, number);
    signs.add(sign);
    if (count++ % stride == 0) {
      keep(number);
    }
  }

  /** A cell that is no number, or missing. */
  void interrupt() {
    countsUp = false;
  }

  private void keep(double number) {
    if (size == kept.length && size < MOST_KEPT) {
      kept = Arrays.copyOf(kept, 2 * size);
    } else if (size == kept.length) {
      for (int k = 0; 2 * k < size; k++) {
        kept[k] = kept[2 * k];
      }
      size /= 2;
      stride *= 2;
    }
    kept[size++] = number;
  }

  int count() {
    return count;
  }

  int whole() {
    return whole;
  }

  /** Whether each number is the one above plus one, without a gap. */
  boolean countsUp() {
    return countsUp && count > 2;
  }

  /** The signs at the numbers, an empty one where there is none. */
  Set<String> signs() {
    return signs;
  }

  /** Evenly spread numbers, sorted, from the least of all to the greatest of all. */
  double[] sorted() {
    double[] values = Arrays.copyOf(kept, size);
    Arrays.sort(values);
    if (size > 0) {
      values[0] = least;
      values[size - 1] = greatest;
    }
    return values;
  }
}
