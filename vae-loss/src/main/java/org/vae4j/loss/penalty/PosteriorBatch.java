package org.vae4j.loss.penalty;

/** The posteriors of a batch, {@code [N, L]} each, and what else a penalty asks for. */
public final class PosteriorBatch {
  private final double[][] mean;
  private final double[][] logVariance;
  private final double[][] latent;
  private final double[][] priorDraws;

  /**
   * A batch of N ≥ 1 examples. The arrays are not copied.
   *
   * @param mean {@code [N, L]}
   * @param logVariance {@code [N, L]}
   * @param latent z, one draw of each posterior, {@code [N, L]}; null where nobody asks for it
   * @param priorDraws of N(0, I), {@code [N, L]}; null where nobody asks for them
   * @throws IllegalArgumentException if there is no example, or the shapes differ
   */
  public PosteriorBatch(
      double[][] mean, double[][] logVariance, double[][] latent, double[][] priorDraws) {
    if (mean.length == 0 || mean[0].length == 0) {
      throw new IllegalArgumentException(
          "expected means [N, L] of at least one example and unit, got none");
    }
    this.mean = mean;
    this.logVariance = sameShape("logVariance", logVariance);
    this.latent = latent == null ? null : sameShape("z", latent);
    this.priorDraws = priorDraws == null ? null : sameShape("prior draws", priorDraws);
  }

  /** The posteriors alone. */
  public static PosteriorBatch of(double[][] mean, double[][] logVariance) {
    return new PosteriorBatch(mean, logVariance, null, null);
  }

  /** The posteriors and a draw of each. */
  public static PosteriorBatch of(double[][] mean, double[][] logVariance, double[][] latent) {
    return new PosteriorBatch(mean, logVariance, latent, null);
  }

  private double[][] sameShape(String what, double[][] values) {
    if (values.length != examples()) {
      throw new IllegalArgumentException(
          "expected %s [%d, %d], got %d rows".formatted(what, examples(), units(), values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != units() || mean[i].length != units()) {
        throw new IllegalArgumentException(
            "expected %s and means of %d columns, got %d and %d in row %d"
                .formatted(what, units(), values[i].length, mean[i].length, i));
      }
    }
    return values;
  }

  /** N. */
  public int examples() {
    return mean.length;
  }

  /** L. */
  public int units() {
    return mean[0].length;
  }

  /** {@code [N, L]}. */
  public double[][] mean() {
    return mean;
  }

  /** {@code [N, L]}. */
  public double[][] logVariance() {
    return logVariance;
  }

  /**
   * z, {@code [N, L]}: row i is of posterior i.
   *
   * @throws IllegalStateException if there are none
   */
  public double[][] latent() {
    if (latent == null) {
      throw new IllegalStateException("expected z, which needsLatent() asks for, got none");
    }
    return latent;
  }

  /**
   * Draws of N(0, I), {@code [N, L]}.
   *
   * @throws IllegalStateException if there are none
   */
  public double[][] priorDraws() {
    if (priorDraws == null) {
      throw new IllegalStateException(
          "expected draws of p(z), which needsPriorDraws() asks for, got none");
    }
    return priorDraws;
  }
}
