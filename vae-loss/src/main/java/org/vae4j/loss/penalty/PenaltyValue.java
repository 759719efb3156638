package org.vae4j.loss.penalty;

/**
 * A penalty of a batch, and its derivatives by what it was computed from. Those by mean and
 * logVariance are at z held fixed: how z depends on them is the sampling layer's part.
 */
public final class PenaltyValue {
  private final double value;
  private final double[][] byMean;
  private final double[][] byLogVariance;
  private final double[][] byLatent;

  /**
   * A value and its derivatives, 0 where it does not depend on something. The arrays are not
   * copied.
   *
   * @param byMean {@code [N, L]}
   * @param byLogVariance {@code [N, L]}
   * @param byLatent {@code [N, L]}; null of a penalty that does not look at z
   */
  public PenaltyValue(
      double value, double[][] byMean, double[][] byLogVariance, double[][] byLatent) {
    this.value = value;
    this.byMean = byMean;
    this.byLogVariance = byLogVariance;
    this.byLatent = byLatent;
  }

  /** The penalty. */
  public double value() {
    return value;
  }

  /** Its derivative by the means, {@code [N, L]}. */
  public double[][] byMean() {
    return byMean;
  }

  /** Its derivative by the log-variances, {@code [N, L]}. */
  public double[][] byLogVariance() {
    return byLogVariance;
  }

  /** Its derivative by z, {@code [N, L]}, or null. */
  public double[][] byLatent() {
    return byLatent;
  }
}
