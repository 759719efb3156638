package org.vae4j.datasets.drawn;

/** A place or a direction in the plane: x to the right, y downwards. */
record Point(double x, double y) {

  Point plus(Point other) {
    return new Point(x + other.x, y + other.y);
  }

  Point minus(Point other) {
    return new Point(x - other.x, y - other.y);
  }

  Point times(double factor) {
    return new Point(x * factor, y * factor);
  }
}
