package org.vae4j.report.chart;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.report.page.Block;
import org.vae4j.report.page.Html;

/**
 * Points in a plane, with the colour and outline of their class.
 *
 * @param title says what the points are
 * @param caption says how to read them
 * @param xName of the horizontal axis
 * @param yName of the vertical axis
 * @param points {@code [N, 2]}
 * @param classes of each point, from 0; empty without classes
 * @param classNames of class 0, 1, …
 */
public record ScatterChart(
    String title,
    String caption,
    String xName,
    String yName,
    INDArray points,
    List<Integer> classes,
    List<String> classNames)
    implements Block {
  private static final Frame FRAME = new Frame(420, 400);

  public ScatterChart {
    classes = List.copyOf(classes);
    classNames = List.copyOf(classNames);
  }

  @Override
  public String html() {
    Axis x = FRAME.x(least(0), most(0));
    Axis y = FRAME.y(least(1), most(1));
    StringBuilder svg = new StringBuilder(FRAME.horizontalLines(y, y.ticks(5)));
    svg.append(FRAME.numbersBelow(x, x.ticks(6)));
    svg.append(FRAME.nameBelow(xName));
    double[][] places = points.toDoubleMatrix();
    for (int i = 0; i < places.length; i++) {
      svg.append(point(i, x.place(places[i][0]), y.place(places[i][1])));
    }
    return """
        <figure class="chart">
        <h3>%s</h3>
        <svg class="points" role="img" aria-label="%s" viewBox="0 0 %d %d">
        %s</svg>
        %s
        <figcaption>%s</figcaption>
        </figure>"""
        .formatted(
            Html.escape(title),
            Html.escape(title),
            FRAME.width(),
            FRAME.height(),
            svg,
            legend(),
            Html.escape("Upwards: " + yName + ". " + caption));
  }

  private String point(int i, double x, double y) {
    if (classes.isEmpty()) {
      Marker marker = Marker.of(0);
      return "<path class=\"%s\" d=\"%s\"/>\n".formatted(marker.colour(), marker.at(x, y));
    }
    int which = classes.get(i);
    Marker marker = Marker.of(which);
    return "<path class=\"%s\" data-class=\"%d\" d=\"%s\"><title>%s</title></path>\n"
        .formatted(marker.colour(), which, marker.at(x, y), Html.escape(classNames.get(which)));
  }

  private String legend() {
    return new TreeSet<>(classes)
        .stream()
            .map(
                which ->
                    "<li data-class=\"%d\"><svg viewBox=\"-3 -3 6 6\"><path class=\"%s\" d=\"%s\"/></svg>%s</li>"
                        .formatted(
                            which,
                            Marker.of(which).colour(),
                            Marker.of(which).at(0, 0),
                            Html.escape(classNames.get(which))))
            .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>"));
  }

  private double least(int column) {
    return points.getColumn(column).minNumber().doubleValue();
  }

  private double most(int column) {
    return points.getColumn(column).maxNumber().doubleValue();
  }
}
