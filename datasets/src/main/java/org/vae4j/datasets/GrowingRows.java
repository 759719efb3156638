package org.vae4j.datasets;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Rows of numbers from a text whose length is not known before its end. */
public final class GrowingRows {
  /** The largest array that every JVM can make. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /** Java reads more: hexadecimal numbers, and a letter behind. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private static final int LONGEST_SHOWN = 40;

  private final String source;
  private float[] values = new float[1 << 12];
  private int filled;
  private int width;

  /**
   * Starts without rows.
   *
   * @param source what messages call the file
   */
  public GrowingRows(String source) {
    this.source = source;
  }

  /**
   * Reads a number.
   *
   * @param place where it stands, for the message
   * @param text in decimal
   * @return the nearest float
   * @throws BadDataException if it is no number, or none that a float holds
   */
  public static float number(String place, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw BadDataException.of(place, "a number", shown(text));
    }
    float number = Float.parseFloat(text);
    if (!Float.isFinite(number)) {
      throw BadDataException.of(place, "a number that a float holds", shown(text));
    }
    return number;
  }

  /**
   * Makes a text of unknown content fit for a message.
   *
   * @param text any text
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
    if (filled == 0) {
      width = row.length;
    }
    if (row.length != width) {
      throw BadDataException.of(
          source + ", line " + line, width + " values as in the first row", row.length);
    }
    if ((long) filled + width > MAX_VALUES) {
      throw BadDataException.of(
          source + ", line " + line, "at most " + MAX_VALUES + " values", "more");
    }
    if (filled + width > values.length) {
      values =
          Arrays.copyOf(
              values, (int) Math.min(MAX_VALUES, Math.max(2L * values.length, filled + width)));
    }
    System.arraycopy(row, 0, values, filled, width);
    filled += width;
  }

  /**
   * Returns how many numbers a row has.
   *
   * @return D
   * @throws BadDataException if there is no row
   */
  public int width() {
    if (filled == 0) {
      throw BadDataException.of(source, "rows of numbers", "none");
    }
    return width;
  }

  /**
   * Returns all numbers.
   *
   * @return [N × D], a copy
   */
  public float[] values() {
    return Arrays.copyOf(values, filled);
  }
}
