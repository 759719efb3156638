package org.vae4j.datasets.tables;

/** A currency or percent sign at the start or the end of a number, as in {@code $5} or 5 %. */
final class UnitSign {
  private static final String BEFORE = "$€£¥";
  private static final String BEHIND = BEFORE + "%‰";

  private UnitSign() {}

  /** The sign of a cell; empty if it has none. */
  static String of(String cell) {
    if (cell.isEmpty()) {
      return "";
    }
    char last = cell.charAt(cell.length() - 1);
    if (BEHIND.indexOf(last) >= 0) {
      return String.valueOf(last);
    }
    int first = hasMinus(cell) ? 1 : 0;
    return first < cell.length() && BEFORE.indexOf(cell.charAt(first)) >= 0
        ? cell.substring(first, first + 1)
        : "";
  }

  /** The cell without its sign. */
  static String without(String cell) {
    String sign = of(cell);
    if (sign.isEmpty()) {
      return cell;
    }
    if (cell.endsWith(sign)) {
      return cell.substring(0, cell.length() - 1).strip();
    }
    int first = hasMinus(cell) ? 1 : 0;
    return cell.substring(0, first) + cell.substring(first + 1).strip();
  }

  private static boolean hasMinus(String cell) {
    return cell.charAt(0) == '-' || cell.charAt(0) == '+';
  }
}
