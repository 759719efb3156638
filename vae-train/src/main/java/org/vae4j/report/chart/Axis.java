package org.vae4j.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers along one side of a drawing.
 *
 * @param low the number at {@code start}
 * @param high the number at {@code end}, above {@code low}
 * @param start in units of the drawing
 * @param end in units of the drawing; below {@code start} for an axis that points upwards
 */
record Axis(double low, double high, double start, double end) {
  /** How much of the range is left free at either end. */
  private static final double MARGIN = 0.06;

  /** An axis on which all numbers have room. */
  static Axis around(double lowest, double highest, double start, double end) {
    double range = highest - lowest;
    double margin = range > 0 ? MARGIN * range : Math.max(0.5, MARGIN * Math.abs(highest));
    return new Axis(lowest - margin, highest + margin, start, end);
  }

  double place(double value) {
    return start + (end - start) * (value - low) / (high - low);
  }

  /**
   * Round numbers, equally far apart: 1, 2 or 5 times a power of ten.
   *
   * @param about how many; there may be half as many or twice
   */
  List<Double> ticks(int about) {
    double step = step((high - low) / about);
    List<Double> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** The same, whole numbers alone. */
  List<Double> wholeTicks(int about) {
    double step = Math.max(1, step((high - low) / about));
    List<Double> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  private static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    double times = atLeast / power;
    return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
  }
}
