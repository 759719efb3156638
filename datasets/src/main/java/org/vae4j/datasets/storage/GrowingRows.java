package org.vae4j.datasets.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.vae4j.datasets.faults.BadDataException;

/**
 * Rows of numbers from a text whose length is not known before its end. If they do not fit into
 * memory, the rest is read but not kept, so that the size that it takes can be told.
 */
public final class GrowingRows {
  /** The largest array that every JVM can make. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /**
   * Java reads more: hexadecimal numbers, and a letter behind. Nothing taken is given back, which
   * on a long text could take time by the square of its length.
   */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

  private static final int LONGEST_SHOWN = 40;

  private static final int FIRST_BLOCK = 1 << 12;

  private final String source;
  private final LongSupplier free;
  private final List<float[]> blocks = new ArrayList<>();
  private int filledOfLast;
  private int rows;
  private int width;
  private boolean kept = true;

  /**
   * Starts without rows.
   *
   * @param source what messages call the file
   */
  public GrowingRows(String source) {
    this(source, HeapSpace::free);
  }

  /**
   * @param free how many bytes of memory are left
   */
  GrowingRows(String source, LongSupplier free) {
    this.source = source;
    this.free = free;
  }

  /**
   * Reads a number.
   *
   * @param place where it stands, for the message
   * @return the nearest float
   * @throws BadDataException if it is no number, or none that a float holds
   */
  public static float number(String place, String text) {
    if (!isNumber(text)) {
      throw BadDataException.of(place, "a number", shown(text));
    }
    float number = Float.parseFloat(text);
    if (!Float.isFinite(number)) {
      throw BadDataException.of(place, "a number that a float holds", shown(text));
    }
    return number;
  }

  /** Whether a text is a number: true if it is one in decimal, whether or not a float holds it. */
  public static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /**
   * Makes a text of unknown content fit for a message.
   *
   * @return in quotes, on one line, cut if it is long
   */
  public static String shown(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= LONGEST_SHOWN
        ? "'" + printable + "'"
        : "'" + printable.substring(0, LONGEST_SHOWN) + "...'";
  }

  /**
   * Adds a row.
   *
   * @param line where it stands in the file
   * @param row its numbers, as many as in the first row
   * @throws BadDataException if there are more or fewer, or more than an array holds in all
   */
  public void add(long line, float[] row) {
    if (rows == 0) {
      width = row.length;
    }
    if (row.length != width) {
      throw BadDataException.of(
          source + ", line " + line, width + " values as in the first row", row.length);
    }
    if (count() + width > MAX_VALUES) {
      throw BadDataException.of(
          source + ", line " + line, "at most " + MAX_VALUES + " values", "more");
    }
    if (kept && (blocks.isEmpty() || filledOfLast == last().length)) {
      addBlock();
    }
    rows++;
    if (kept) {
      System.arraycopy(row, 0, last(), filledOfLast, width);
      filledOfLast += width;
    }
  }

  /** Room for some rows more: an eighth of those that there are, so that little is left over. */
  private void addBlock() {
    long values = Math.max(Math.max(1, FIRST_BLOCK / width), rows / 8) * (long) width;
    values = Math.min(values, MAX_VALUES - count());
    long needed = Float.BYTES * (2 * values + count());
    if (needed > free.getAsLong()) {
      // What the heap holds may be garbage.
      System.gc();
    }
    if (needed > free.getAsLong()) {
      kept = false;
      blocks.clear();
      return;
    }
    blocks.add(new float[(int) (values - values % width)]);
    filledOfLast = 0;
  }

  private float[] last() {
    return blocks.get(blocks.size() - 1);
  }

  private long count() {
    return (long) rows * width;
  }

  /**
   * How many numbers a row has.
   *
   * @throws BadDataException if there is no row
   */
  public int width() {
    if (rows == 0) {
      throw BadDataException.of(source, "rows of numbers", "none");
    }
    return width;
  }

  /**
   * All numbers: [N × D], a copy.
   *
   * @throws BadDataException if they do not fit into memory, with the size that reading them takes:
   *     that of the rows and of this copy
   */
  public float[] values() {
    if (!kept) {
      System.gc();
      throw HeapSpace.lacking(source, 2 * Float.BYTES * count(), free.getAsLong());
    }
    float[] values = new float[(int) count()];
    int from = 0;
    for (float[] block : blocks) {
      int length = Math.min(block.length, values.length - from);
      System.arraycopy(block, 0, values, from, length);
      from += length;
    }
    return values;
  }
}
