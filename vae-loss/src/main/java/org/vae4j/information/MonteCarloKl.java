package org.vae4j.information;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.moment.Variance;

/**
 * The Kullback–Leibler divergence D(p‖q) = E<sub>p</sub>[log p − log q] as the mean over samples of
 * p: no bias, in any number of dimensions, and an error that shrinks with the square root of the
 * number of samples. It can come out negative.
 */
public final class MonteCarloKl {

  private MonteCarloKl() {}

  /**
   * D(p‖q) from samples on the line.
   *
   * @param logP log p in nats
   * @param logQ log q in nats
   * @param samples independent draws from p, at least 2
   * @return the mean of log p − log q in nats and its standard error; +∞ with error 0 if q = 0 at a
   *     sample
   * @throws IllegalArgumentException if there are fewer than 2 samples, if log p is not finite at a
   *     sample (then it is not a draw from p), or if log q is NaN or +∞ there
   */
  public static Estimate fromSamples(
      DoubleUnaryOperator logP, DoubleUnaryOperator logQ, double[] samples) {
    return ofLogRatios(
        Arrays.stream(samples)
            .map(x -> logRatio(logP.applyAsDouble(x), logQ.applyAsDouble(x)))
            .toArray());
  }

  /**
   * D(p‖q) from samples on any space.
   *
   * @param <X> a point of the space, such as {@code double[]}
   * @param logP log p in nats
   * @param logQ log q in nats
   * @param samples independent draws from p, at least 2
   * @return the mean of log p − log q in nats and its standard error; +∞ with error 0 if q = 0 at a
   *     sample
   * @throws IllegalArgumentException if there are fewer than 2 samples, if log p is not finite at a
   *     sample (then it is not a draw from p), or if log q is NaN or +∞ there
   */
  public static <X> Estimate fromSamples(
      ToDoubleFunction<? super X> logP,
      ToDoubleFunction<? super X> logQ,
      Collection<? extends X> samples) {
    return ofLogRatios(
        samples.stream()
            .mapToDouble(x -> logRatio(logP.applyAsDouble(x), logQ.applyAsDouble(x)))
            .toArray());
  }

  private static double logRatio(double logP, double logQ) {
    if (!Double.isFinite(logP)) {
      throw new IllegalArgumentException(
          "log p must be finite at a sample of p, but one is " + logP);
    }
    if (Double.isNaN(logQ) || logQ == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "log q must be a number below +Infinity, but at a sample it is " + logQ);
    }
    return logP - logQ;
  }

  private static Estimate ofLogRatios(double[] ratios) {
    if (ratios.length < 2) {
      throw new IllegalArgumentException(
          "a standard error needs at least 2 samples, but there are " + ratios.length);
    }
    if (DoubleStream.of(ratios).anyMatch(Double::isInfinite)) {
      return Estimate.exactly(Double.POSITIVE_INFINITY);
    }
    double mean = CompensatedSum.of(ratios) / ratios.length;
    double variance = new Variance().evaluate(ratios, mean);
    return new Estimate(mean, Math.sqrt(variance / ratios.length));
  }
}
