package org.vae4j.information;

/**
 * A number that is known up to an error.
 *
 * @param value the number; may be +∞, and then the error is 0
 * @param error how far off it may be, at least 0, in the unit of the value: a bound for quadrature,
 *     one standard error for Monte Carlo
 */
public record Estimate(double value, double error) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the value is NaN, or if the error is NaN or negative
   */
  public Estimate {
    if (Double.isNaN(value) || !(error >= 0)) {
      throw new IllegalArgumentException(
          "an estimate is a number and an error of at least 0, but was " + value + " ± " + error);
    }
  }

  /**
   * The estimate in another unit.
   *
   * @param base the unit of the result; this estimate is in nats
   * @return value and error in that unit
   */
  public Estimate in(LogBase base) {
    return new Estimate(base.fromNats(value), base.fromNats(error));
  }

  static Estimate exactly(double value) {
    return new Estimate(value, 0);
  }
}
