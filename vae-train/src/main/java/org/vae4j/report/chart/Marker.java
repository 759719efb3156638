package org.vae4j.report.chart;

import java.util.List;
import org.vae4j.report.page.Html;

/**
 * How the points of a class look: ten colours, and when they come again another outline. 50 classes
 * look different.
 *
 * @param colour a class of report.css
 * @param outline a path relative to the point
 */
record Marker(String colour, String outline) {
  private static final List<String> OUTLINES =
      List.of(
          "m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z",
          "m-1.8-1.8h3.6v3.6h-3.6z",
          "m0-2.4l2.2 4h-4.4z",
          "m0-2.6l2.6 2.6-2.6 2.6-2.6-2.6z",
          "m-.7-2.4h1.4v1.7h1.7v1.4h-1.7v1.7h-1.4v-1.7h-1.7v-1.4h1.7z");

  /** That of a class, from 0. */
  static Marker of(int which) {
    return new Marker(
        "c" + Palette.index(which), OUTLINES.get(which / Palette.COLOURS % OUTLINES.size()));
  }

  /** It as SVG, at a place. */
  String at(double x, double y) {
    return "M%s %s%s".formatted(Html.place(x), Html.place(y), outline);
  }
}
