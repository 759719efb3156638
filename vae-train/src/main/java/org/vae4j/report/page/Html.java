package org.vae4j.report.page;

import java.util.Locale;

/** Text and numbers as they stand in HTML. */
public final class Html {
  private Html() {}

  /** Text that shows as it is, in an element and in a quoted attribute. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** A number as people read it: two decimals or three digits that count, whole ones in groups. */
  public static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    String format = size >= 1000 ? "%,.0f" : size >= 1 ? "%.2f" : size >= 0.001 ? "%.4f" : "%.2e";
    return String.format(Locale.ROOT, format, value);
  }

  /** A place in a drawing, to a hundredth of its unit. */
  public static String place(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
