package org.vae4j.datasets.drawn;

import java.util.Arrays;
import java.util.List;

/** A square of pixels that lines are drawn on, white on black, with soft edges. */
final class Canvas {

  /** How wide the edge of a line is, from full to no ink, in pixels. */
  private static final double EDGE = 1.5;

  private final int side;
  private final double[] ink;

  Canvas(int side) {
    this.side = side;
    this.ink = new double[side * side];
  }

  void clear() {
    Arrays.fill(ink, 0);
  }

  /**
   * Draws a line through points, whose width changes evenly from its start to its end.
   *
   * @param trace the points, in pixels; the middle of the first pixel is (0.5, 0.5)
   * @param startRadius half the width of the line at the first point, in pixels
   * @param endRadius half the width of the line at the last point, in pixels
   */
  void draw(List<Point> trace, double startRadius, double endRadius) {
    int segments = trace.size() - 1;
    for (int i = 0; i < segments; i++) {
      double along = (i + 0.5) / segments;
      double radius = startRadius + along * (endRadius - startRadius);
      drawSegment(trace.get(i), trace.get(i + 1), radius);
    }
  }

  private void drawSegment(Point a, Point b, double radius) {
    double reach = radius + EDGE / 2;
    int left = pixel(Math.min(a.x(), b.x()) - reach);
    int right = pixel(Math.max(a.x(), b.x()) + reach);
    int top = pixel(Math.min(a.y(), b.y()) - reach);
    int bottom = pixel(Math.max(a.y(), b.y()) + reach);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double distance = distance(column + 0.5, row + 0.5, a, b);
        int at = row * side + column;
        ink[at] = Math.max(ink[at], (reach - distance) / EDGE);
      }
    }
  }

  private int pixel(double coordinate) {
    return Math.max(0, Math.min(side - 1, (int) coordinate));
  }

  /** The distance of a point from the segment that joins two others. */
  private static double distance(double x, double y, Point a, Point b) {
    double alongX = b.x() - a.x();
    double alongY = b.y() - a.y();
    double length = alongX * alongX + alongY * alongY;
    double share = length == 0 ? 0 : ((x - a.x()) * alongX + (y - a.y()) * alongY) / length;
    double t = Math.max(0, Math.min(1, share));
    double offX = x - a.x() - t * alongX;
    double offY = y - a.y() - t * alongY;
    return Math.sqrt(offX * offX + offY * offY);
  }

  /**
   * Writes the pixels.
   *
   * @param strength what full ink is worth; 1 is white, more saturates
   * @param target [side · side] bytes from {@code offset} on, 0 for black, 255 for white
   */
  void copyTo(double strength, byte[] target, int offset) {
    for (int i = 0; i < ink.length; i++) {
      double value = Math.min(1, strength * Math.min(1, ink[i]));
      target[offset + i] = (byte) (int) (255 * value + 0.5);
    }
  }
}
