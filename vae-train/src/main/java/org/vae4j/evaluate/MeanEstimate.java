package org.vae4j.evaluate;

import java.util.stream.DoubleStream;

/**
 * A mean over examples.
 *
 * @param value infinite if one of the examples is
 * @param standardError of the mean, from the spread of the examples; NaN for a single one, or if
 *     the mean is infinite
 */
public record MeanEstimate(double value, double standardError) {
  /** The mean of values, at least one. */
  public static MeanEstimate of(double... values) {
    double mean = DoubleStream.of(values).sum() / values.length;
    double squares = DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).sum();
    return new MeanEstimate(mean, Math.sqrt(squares / (values.length - 1) / values.length));
  }
}
