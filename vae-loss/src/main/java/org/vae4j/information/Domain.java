package org.vae4j.information;

/**
 * Where an integral is taken: x(u) for u between two finite ends, so that ∫ f(x) dx = ∫
 * f(x(u))·x′(u) du.
 *
 * <p>Both forms are smooth and increasing.
 */
interface Domain {

  /** The lower end of u. */
  double from();

  /** The upper end of u. */
  double to();

  /** The point x(u). */
  double x(double u);

  /** The derivative x′(u). */
  double slope(double u);

  /** The interval [lower, upper] as it is. */
  static Domain interval(double lower, double upper) {
    return new Interval(lower, upper);
  }

  /** The whole line, through u ↦ location + scale·u/(1 − u²) on (−1, 1). */
  static Domain line(double location, double scale) {
    return new Line(location, scale);
  }

  /** See {@link #interval}. */
  record Interval(double from, double to) implements Domain {
    @Override
    public double x(double u) {
      return u;
    }

    @Override
    public double slope(double u) {
      return 1;
    }
  }

  /** See {@link #line}. */
  record Line(double location, double scale) implements Domain {
    @Override
    public double from() {
      return -1;
    }

    @Override
    public double to() {
      return 1;
    }

    @Override
    public double x(double u) {
      return location + scale * (u / room(u));
    }

    @Override
    public double slope(double u) {
      return scale * ((1 + u * u) / (room(u) * room(u)));
    }

    /** 1 − u², as a product: near the ends the difference would cancel. */
    private static double room(double u) {
      return (1 - u) * (1 + u);
    }
  }
}
