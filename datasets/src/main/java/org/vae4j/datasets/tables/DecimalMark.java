package org.vae4j.datasets.tables;

import java.util.regex.Pattern;

/**
 * What stands before the decimals of a number; the other one, a no-break blank or an apostrophe may
 * stand between its thousands, and a currency or percent sign at its start or end.
 */
public enum DecimalMark {
  POINT(".", ","),
  COMMA(",", ".");

  private static final Pattern BETWEEN_THOUSANDS = Pattern.compile("['\u00a0\u202f\u2019]");

  private final String thousands;
  private final Pattern plain;
  private final Pattern grouped;

  DecimalMark(String sign, String thousands) {
    this.thousands = thousands;
    String mark = Pattern.quote(sign);
    this.plain =
        Pattern.compile(
            "[+-]?(?:[0-9]++(?:" + mark + "[0-9]*+)?|" + mark + "[0-9]++)(?:[eE][+-]?[0-9]++)?");
    this.grouped =
        Pattern.compile(
            "[+-]?[1-9][0-9]{0,2}(?:(["
                + thousands
                + "'\u00a0\u202f\u2019])[0-9]{3})(?:\\1[0-9]{3})*+(?:"
                + mark
                + "[0-9]*+)?");
  }

  /** Whether a cell is a number written so. */
  public boolean isNumber(String cell) {
    return isBareNumber(bare(cell));
  }

  private boolean isBareNumber(String bare) {
    return plain.matcher(bare).matches() || grouped.matcher(bare).matches();
  }

  private static String bare(String cell) {
    return UnitSign.without(cell).replace('\u2212', '-');
  }

  /**
   * The number of a cell.
   *
   * @throws NumberFormatException if it is none
   */
  public double number(String cell) {
    double number = numberOrNan(cell);
    if (Double.isNaN(number)) {
      throw new NumberFormatException("no number: " + cell);
    }
    return number;
  }

  /** The number of a cell, NaN if it is none. */
  double numberOrNan(String cell) {
    String bare = bare(cell);
    if (!isBareNumber(bare)) {
      return Double.NaN;
    }
    String digits = BETWEEN_THOUSANDS.matcher(bare.replace(thousands, "")).replaceAll("");
    return Double.parseDouble(digits.replace(',', '.'));
  }

  /** Whether the cell has this mark, with thousands or without. */
  boolean hasMark(String cell) {
    return cell.indexOf(this == POINT ? '.' : ',') >= 0;
  }
}
