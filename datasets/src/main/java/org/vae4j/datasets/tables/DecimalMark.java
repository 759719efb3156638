package org.vae4j.datasets.tables;

import java.util.regex.Pattern;

/** What stands before the decimals of a number; the other one may stand between its thousands. */
public enum DecimalMark {
  POINT("."),
  COMMA(",");

  private final String sign;
  private final Pattern plain;
  private final Pattern grouped;

  DecimalMark(String sign) {
    this.sign = sign;
    String mark = Pattern.quote(sign);
    String thousands = Pattern.quote(sign.equals(".") ? "," : ".");
    this.plain =
        Pattern.compile(
            "[+-]?(?:[0-9]++(?:" + mark + "[0-9]*+)?|" + mark + "[0-9]++)(?:[eE][+-]?[0-9]++)?");
    this.grouped =
        Pattern.compile(
            "[+-]?[1-9][0-9]{0,2}(?:" + thousands + "[0-9]{3})++(?:" + mark + "[0-9]*+)?");
  }

  /** Whether a cell is a number written so. */
  public boolean isNumber(String cell) {
    return plain.matcher(cell).matches() || grouped.matcher(cell).matches();
  }

  /**
   * The number of a cell.
   *
   * @throws NumberFormatException if it is none
   */
  public double number(String cell) {
    if (!isNumber(cell)) {
      throw new NumberFormatException("no number: " + cell);
    }
    return this == POINT
        ? Double.parseDouble(cell.replace(",", ""))
        : Double.parseDouble(cell.replace(".", "").replace(',', '.'));
  }

  /** Whether a number is written without decimals. */
  boolean isWhole(String cell) {
    return isNumber(cell) && !cell.contains(sign) && number(cell) == Math.rint(number(cell));
  }
}
