package org.vae4j.report.chart;

import java.util.List;
import org.vae4j.report.page.Block;
import org.vae4j.report.page.Html;

/**
 * Numbers of at least 0 as bars, each with its name below where there is room.
 *
 * @param title says what the bars are, and their unit
 * @param caption says how to read them
 * @param xName what the names are of; left out where they take its line too
 */
public record BarChart(
    String title, String caption, String xName, List<String> names, List<Double> values)
    implements Block {
  private static final Frame FRAME = new Frame(420, 400);

  /** With more, the names would run into each other. */
  private static final int MOST_NAMES = 20;

  /** What a letter of a name takes, at most. */
  private static final double LETTER = 8;

  public BarChart {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  @Override
  public String html() {
    double highest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    Axis y =
        new Axis(0, highest > 0 ? 1.05 * highest : 1, FRAME.height() - Frame.BOTTOM, Frame.TOP);
    double room = (double) (FRAME.width() - Frame.LEFT - Frame.RIGHT) / values.size();
    double bar = Math.min(40, 0.8 * room);
    int letters = names.stream().mapToInt(String::length).max().orElse(0);
    boolean named = values.size() <= MOST_NAMES;
    // Every second name goes to a line of its own where one line is too narrow for all.
    int lines = named && LETTER * letters > room ? 2 : 1;
    StringBuilder svg = new StringBuilder(FRAME.horizontalLines(y, y.ticks(5)));
    for (int i = 0; i < values.size(); i++) {
      double middle = Frame.LEFT + (i + 0.5) * room;
      double top = y.place(values.get(i));
      svg.append(
          "<rect class=\"bar\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s %s: %s</title></rect>\n"
              .formatted(
                  Html.place(middle - bar / 2),
                  Html.place(top),
                  Html.place(bar),
                  Html.place(y.start() - top),
                  Html.escape(xName),
                  Html.escape(names.get(i)),
                  Html.number(values.get(i))));
      if (named) {
        svg.append(FRAME.below(middle, names.get(i), i % lines));
      }
    }
    if (lines == 1) {
      svg.append(FRAME.nameBelow(xName));
    }
    return """
        <figure class="chart">
        <h3>%s</h3>
        <svg class="bars" role="img" aria-label="%s" viewBox="0 0 %d %d">
        %s</svg>
        <figcaption>%s</figcaption>
        </figure>"""
        .formatted(
            Html.escape(title),
            Html.escape(title),
            FRAME.width(),
            FRAME.height(),
            svg,
            Html.escape(caption));
  }
}
