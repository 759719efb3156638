package org.vae4j.datasets.drawn;

import java.util.List;

/** The smallest upright rectangle that holds some points. */
record Box(double left, double top, double right, double bottom) {

  static Box around(List<List<Point>> traces) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (List<Point> trace : traces) {
      for (Point point : trace) {
        left = Math.min(left, point.x());
        top = Math.min(top, point.y());
        right = Math.max(right, point.x());
        bottom = Math.max(bottom, point.y());
      }
    }
    return new Box(left, top, right, bottom);
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  Point middle() {
    return new Point((left + right) / 2, (top + bottom) / 2);
  }
}
