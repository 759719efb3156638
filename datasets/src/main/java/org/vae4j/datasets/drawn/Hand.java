package org.vae4j.datasets.drawn;

import java.util.List;
import java.util.SplittableRandom;
import org.vae4j.random.RandomKey;

/**
 * How one digit is written: what varies from writer to writer and from one time to the next. Drawn
 * once per example; the same key gives the same hand on every machine.
 */
final class Hand {

  /** Control points a side of the net that bends the plane. */
  private static final int NET = 4;

  private static final double WOBBLE = 0.08;
  private static final double JITTER = 0.022;

  private final SplittableRandom random;
  private final double aspect;
  private final double slant;
  private final double cosine;
  private final double sine;
  private final Point[][] net = new Point[NET][NET];

  private final double height;
  private final Point centre;
  private final double startRadius;
  private final double endRadius;
  private final double ink;

  Hand(RandomKey key) {
    random = key.generator();
    aspect = between(0.5, 0.92);
    slant = 0.18 + 0.17 * bell();
    double angle = 0.08 * bell();
    cosine = StrictMath.cos(angle);
    sine = StrictMath.sin(angle);
    for (Point[] row : net) {
      for (int i = 0; i < NET; i++) {
        row[i] = new Point(WOBBLE * bell(), WOBBLE * bell());
      }
    }
    height = between(17.5, 20);
    centre = new Point(14 + 0.5 * bell(), 14 + 0.5 * bell());
    double pressure = random();
    double radius = 1.0 + 1.0 * pressure * (0.6 + 0.4 * random());
    double swell = 0.12 * bell();
    startRadius = radius * (1 - swell);
    endRadius = radius * (1 + swell);
    ink = between(0.86, 1.08);
  }

  /** Chooses one of the ways to write a digit. */
  List<Stroke> choose(List<List<Stroke>> ways) {
    return ways.get((int) (random() * ways.size()));
  }

  /** The height in pixels that the digit should fill, the pen's width included. */
  double height() {
    return height;
  }

  /** Where the middle of the digit lies, in pixels. */
  Point centre() {
    return centre;
  }

  /** Half the width of the pen's line where a stroke starts, in pixels. */
  double startRadius() {
    return startRadius;
  }

  /** Half the width of the pen's line where a stroke ends, in pixels. */
  double endRadius() {
    return endRadius;
  }

  /** How full the ink is; above 1 the middle of a line is saturated over some width. */
  double ink() {
    return ink;
  }

  /** A stroke as this hand writes it, each of its points a little off. */
  Stroke write(Stroke stroke) {
    return stroke.moved(
        point -> transform(point.plus(new Point(JITTER * bell(), JITTER * bell()))));
  }

  /** Bends, narrows, slants and turns the unit square about its middle. */
  private Point transform(Point point) {
    Point bent = point.plus(bend(point));
    double y = bent.y() - 0.5;
    double x = aspect * (bent.x() - 0.5) - slant * y;
    return new Point(cosine * x - sine * y, sine * x + cosine * y);
  }

  /** A smooth displacement: a bicubic Bézier patch over the net. */
  private Point bend(Point point) {
    double[] across = bernstein(point.x());
    double[] down = bernstein(point.y());
    Point sum = new Point(0, 0);
    for (int row = 0; row < NET; row++) {
      for (int column = 0; column < NET; column++) {
        sum = sum.plus(net[row][column].times(down[row] * across[column]));
      }
    }
    return sum;
  }

  private static double[] bernstein(double t) {
    double rest = 1 - t;
    return new double[] {
      rest * rest * rest, 3 * t * rest * rest, 3 * t * t * rest, t * t * t,
    };
  }

  private double between(double low, double high) {
    return low + (high - low) * random();
  }

  /** A bell-shaped draw of mean 0, variance 1, within ±3.5: the sum of four even draws, scaled. */
  private double bell() {
    return (random() + random() + random() + random() - 2) * 1.7320508075688772;
  }

  /** An even draw from [0, 1), made of {@code nextLong} so that no JDK can give other bits. */
  private double random() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }
}
