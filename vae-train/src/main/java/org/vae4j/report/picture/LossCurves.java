package org.vae4j.report.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The terms of the loss over the epochs, as a picture: solid for train, dashed for held out. */
public final class LossCurves {
  private static final BasicStroke SOLID = new BasicStroke(2);
  private static final BasicStroke DASHED =
      new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 5}, 0);

  private final XYChart chart;
  private final List<Integer> epochs;

  /** Where the axis begins: at 0, or below where a density above 1 makes a loss negative. */
  private double lowest;

  /**
   * @param epochs where the curves have values
   */
  public LossCurves(String title, List<Integer> epochs) {
    this.epochs = List.copyOf(epochs);
    chart =
        new XYChartBuilder()
            .width(900)
            .height(520)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle("nats per example")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setXAxisDecimalPattern("0");
  }

  /** A term while training, one value an epoch. */
  public void train(String name, List<Double> values, Color colour) {
    add(name, values, colour, SOLID);
  }

  /** A term over what was held out, one value an epoch. */
  public void heldOut(String name, List<Double> values, Color colour) {
    add(name, values, colour, DASHED);
  }

  private void add(String name, List<Double> values, Color colour, BasicStroke stroke) {
    lowest =
        Math.min(
            lowest,
            values.stream().mapToDouble(value -> value).filter(Double::isFinite).min().orElse(0));
    XYSeries series = chart.addSeries(name, epochs, values);
    series.setLineColor(colour);
    series.setLineStyle(stroke);
    series.setMarkerColor(colour);
    // One epoch is a point, and a line of one point is invisible.
    series.setMarker(epochs.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  public BufferedImage draw() {
    chart.getStyler().setYAxisMin(lowest);
    return BitmapEncoder.getBufferedImage(chart);
  }
}
