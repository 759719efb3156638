package org.vae4j.model;

/**
 * What a column of counts is like over the examples that are trained on.
 *
 * @param mean of the counts, above 0
 * @param variance of the counts, at least 0
 * @param logMean of log(1 + x)
 * @param logStdDev of log(1 + x), at least 0
 */
public record CountColumn(double mean, double variance, double logMean, double logStdDev) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is outside its range, or none
   */
  public CountColumn {
    if (!(mean > 0 && mean < Double.POSITIVE_INFINITY)
        || !(variance >= 0 && variance < Double.POSITIVE_INFINITY)
        || !(Double.isFinite(logMean) && logStdDev >= 0 && Double.isFinite(logStdDev))) {
      throw new IllegalArgumentException(
          "expected a mean above 0 and deviations of at least 0, got mean %s, variance %s, logMean %s, logStdDev %s"
              .formatted(mean, variance, logMean, logStdDev));
    }
  }

  /** The log-rate that is the most likely one of all examples together: log of the mean. */
  double logRate() {
    return Math.log(mean);
  }

  /**
   * How far a log-rate goes from there: the deviation of log x of a log-normal x with this mean and
   * variance, {@code √log(1 + variance / mean²)}, the variance being at least that of a Poisson
   * distribution.
   */
  double logRateStdDev() {
    return Math.sqrt(Math.log1p(Math.max(variance, mean) / (mean * mean)));
  }

  /** What makes deviation 1 of log(1 + x); a column that does not vary is left as it is. */
  double inputScale() {
    return logStdDev > 0 ? 1 / logStdDev : 1;
  }
}
