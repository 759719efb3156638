package org.vae4j.report.chart;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vae4j.report.page.Block;
import org.vae4j.report.page.Html;

/**
 * Curves, with their values shown where one points at them.
 *
 * @param title says what the curves are of, and their unit
 * @param xName what the horizontal axis counts
 */
public record LineChart(String title, String xName, List<Curve> curves) implements Block {
  private static final Frame FRAME = new Frame(420, 240);

  /** With more, the dots would hide the line. */
  private static final int MOST_DOTS = 30;

  public LineChart {
    curves = List.copyOf(curves);
  }

  /**
   * One curve.
   *
   * @param colour which of the page's colours, from 0
   * @param dashed whether the line is dashed
   * @param x one or more, ascending
   * @param y as many
   */
  public record Curve(String name, int colour, boolean dashed, List<Double> x, List<Double> y) {
    public Curve {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.isEmpty() || x.size() != y.size()) {
        throw new IllegalArgumentException(
            "expected as many x as y, at least 1, got %d and %d".formatted(x.size(), y.size()));
      }
    }

    private String look() {
      return "c" + Palette.index(colour) + (dashed ? " dashed" : "");
    }
  }

  @Override
  public String html() {
    Axis x = FRAME.x(lowest(true), highest(true));
    Axis y = FRAME.y(lowest(false), highest(false));
    StringBuilder svg = new StringBuilder();
    svg.append(FRAME.horizontalLines(y, y.ticks(5)));
    svg.append(FRAME.numbersBelow(x, x.wholeTicks(8)));
    svg.append(FRAME.nameBelow(xName));
    svg.append(
        "<line class=\"rule\" x1=\"0\" x2=\"0\" y1=\"%d\" y2=\"%d\"/>\n"
            .formatted(Frame.TOP, FRAME.height() - Frame.BOTTOM));
    curves.forEach(curve -> svg.append(line(curve, x, y)));
    return """
        <figure class="chart">
        <h3>%s</h3>
        <svg class="lines" role="img" aria-label="%s" data-x-name="%s" viewBox="0 0 %d %d">
        %s</svg>
        <div class="tip" hidden></div>
        %s
        </figure>"""
        .formatted(
            Html.escape(title),
            Html.escape(title),
            Html.escape(xName),
            FRAME.width(),
            FRAME.height(),
            svg,
            legend());
  }

  private String line(Curve curve, Axis x, Axis y) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<polyline class=\"%s\" data-name=\"%s\" data-x=\"%s\" data-y=\"%s\" points=\"%s\"/>\n"
            .formatted(
                curve.look(),
                Html.escape(curve.name()),
                numbers(curve.x()),
                numbers(curve.y()),
                IntStream.range(0, curve.x().size())
                    .mapToObj(
                        i ->
                            Html.place(x.place(curve.x().get(i)))
                                + ","
                                + Html.place(y.place(curve.y().get(i))))
                    .collect(Collectors.joining(" "))));
    if (curve.x().size() <= MOST_DOTS) {
      for (int i = 0; i < curve.x().size(); i++) {
        svg.append(
            "<circle class=\"c%d\" cx=\"%s\" cy=\"%s\" r=\"2.2\"/>"
                .formatted(
                    Palette.index(curve.colour()),
                    Html.place(x.place(curve.x().get(i))),
                    Html.place(y.place(curve.y().get(i)))));
      }
      svg.append('\n');
    }
    return svg.toString();
  }

  private String legend() {
    return curves.stream()
        .map(
            curve ->
                "<li><svg viewBox=\"0 0 20 8\"><line class=\"%s\" x1=\"0\" x2=\"20\" y1=\"4\" y2=\"4\"/></svg>%s</li>"
                    .formatted(curve.look(), Html.escape(curve.name())))
        .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>"));
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(Html::number).collect(Collectors.joining(" "));
  }

  private double lowest(boolean ofX) {
    return curves.stream()
        .flatMap(curve -> (ofX ? curve.x() : curve.y()).stream())
        .mapToDouble(Double::doubleValue)
        .min()
        .orElse(0);
  }

  private double highest(boolean ofX) {
    return curves.stream()
        .flatMap(curve -> (ofX ? curve.x() : curve.y()).stream())
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }
}
