package org.vae4j.datasets.drawn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One movement of a pen: a smooth curve through points, with kinks where the pen turns sharply.
 * Coordinates: x to the right, y downwards, the digit about the unit square.
 */
final class Stroke {
  private static final int STEPS_PER_SPAN = 4;

  private final List<Knot> knots;

  private Stroke(List<Knot> knots) {
    this.knots = knots;
  }

  /** A point that the pen passes through, smoothly unless it is a corner. */
  private record Knot(Point point, boolean corner) {}

  /** Starts a stroke. */
  static Stroke from(double x, double y) {
    return new Stroke(List.of(new Knot(new Point(x, y), true)));
  }

  /** Goes on smoothly through a point. */
  Stroke to(double x, double y) {
    return and(new Knot(new Point(x, y), false));
  }

  /** Goes on to a point and turns sharply there. */
  Stroke corner(double x, double y) {
    return and(new Knot(new Point(x, y), true));
  }

  private Stroke and(Knot knot) {
    List<Knot> longer = new ArrayList<>(knots);
    longer.add(knot);
    return new Stroke(List.copyOf(longer));
  }

  /** The stroke with every point moved. */
  Stroke moved(UnaryOperator<Point> move) {
    return new Stroke(
        knots.stream().map(knot -> new Knot(move.apply(knot.point), knot.corner)).toList());
  }

  /**
   * Follows the curve, a Catmull-Rom spline whose tangents vanish at corners and ends.
   *
   * @return points close enough together to be joined by straight lines
   */
  List<Point> trace() {
    List<Point> trace = new ArrayList<>();
    trace.add(knots.get(0).point);
    for (int i = 0; i + 1 < knots.size(); i++) {
      Point start = knots.get(i).point;
      Point end = knots.get(i + 1).point;
      Point startTangent = tangent(i);
      Point endTangent = tangent(i + 1);
      for (int step = 1; step <= STEPS_PER_SPAN; step++) {
        trace.add(hermite(start, startTangent, end, endTangent, step / (double) STEPS_PER_SPAN));
      }
    }
    return trace;
  }

  private Point tangent(int i) {
    boolean end = i == 0 || i == knots.size() - 1;
    if (end || knots.get(i).corner) {
      return new Point(0, 0);
    }
    return knots.get(i + 1).point.minus(knots.get(i - 1).point).times(0.5);
  }

  private static Point hermite(Point a, Point tangentA, Point b, Point tangentB, double t) {
    double rest = 1 - t;
    return a.times(rest * rest * (1 + 2 * t))
        .plus(tangentA.times(t * rest * rest))
        .plus(b.times(t * t * (3 - 2 * t)))
        .plus(tangentB.times(-t * t * rest));
  }
}
