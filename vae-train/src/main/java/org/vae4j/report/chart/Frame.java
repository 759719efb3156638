package org.vae4j.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.vae4j.report.page.Html;

/**
 * The grid lines and numbers of a drawing, and what its axes are called.
 *
 * @param width of the whole drawing
 * @param height of the whole drawing
 */
record Frame(int width, int height) {
  static final int LEFT = 46;
  static final int RIGHT = 10;
  static final int TOP = 10;
  static final int BOTTOM = 36;

  /** The horizontal axis of this drawing. */
  Axis x(double lowest, double highest) {
    return Axis.around(lowest, highest, LEFT, width - RIGHT);
  }

  /** The vertical axis of this drawing. */
  Axis y(double lowest, double highest) {
    return Axis.around(lowest, highest, height - BOTTOM, TOP);
  }

  String horizontalLines(Axis y, List<Double> ticks) {
    StringBuilder svg = new StringBuilder();
    for (double tick : ticks) {
      String at = Html.place(y.place(tick));
      svg.append(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
              .formatted(LEFT, width - RIGHT, at, at));
      svg.append(
          "<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%s\" dy=\".35em\">%s</text>\n"
              .formatted(LEFT - 6, at, label(tick)));
    }
    return svg.toString();
  }

  String numbersBelow(Axis x, List<Double> ticks) {
    StringBuilder svg = new StringBuilder();
    for (double tick : ticks) {
      svg.append(below(x.place(tick), label(tick)));
    }
    return svg.toString();
  }

  String below(double place, String text) {
    return below(place, text, 0);
  }

  /**
   * Text below the horizontal axis.
   *
   * @param line 0 for the upper one, 1 for the one that {@link #nameBelow} takes
   */
  String below(double place, String text, int line) {
    return "<text class=\"tick\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>\n"
        .formatted(Html.place(place), height - BOTTOM + 15 + 14 * line, Html.escape(text));
  }

  String nameBelow(String name) {
    return "<text class=\"name\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>\n"
        .formatted(Html.place((LEFT + width - RIGHT) / 2.0), height - 4, Html.escape(name));
  }

  /** Without the error of a multiple of 0.1. */
  private static String label(double tick) {
    if (Math.abs(tick) >= 1e5 || (tick != 0 && Math.abs(tick) < 1e-3)) {
      return String.format(Locale.ROOT, "%.0e", tick);
    }
    return new BigDecimal(tick).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
