package org.vae4j.loss.penalty;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * DIP-VAE: the covariance of z is drawn to the identity, a plain number.
 *
 * <pre>
 * offDiagonalWeight · Σₐ≠ᵦ Cₐᵦ²  +  diagonalWeight · Σₐ (Cₐₐ − 1)²
 *
 * I    C = Cov(mean)
 * II   C = Cov(mean) + diag E exp(logVariance)
 * </pre>
 *
 * <p>Both moments are of the batch; the covariance divides by N. Of one example it is 0.
 *
 * @param kind of what the covariance is taken
 * @param offDiagonalWeight on how far units go together, ≥ 0
 * @param diagonalWeight on how far a unit's variance is from 1, ≥ 0
 * @see <a href="https://arxiv.org/abs/1711.00848">Kumar et al. 2018, equations 6 and 7</a>
 */
public record DipPenalty(
    @JsonProperty("kind") Kind kind,
    @JsonProperty("offDiagonalWeight") double offDiagonalWeight,
    @JsonProperty("diagonalWeight") double diagonalWeight)
    implements PosteriorPenalty {
  /** Of what the covariance is taken. */
  public enum Kind {
    /** Of the means. */
    I,
    /** Of z. */
    II
  }

  /**
   * The penalty with these weights, which the loss layer's weight multiplies.
   *
   * @throws IllegalArgumentException if a weight is negative or not finite, or there is no kind
   */
  public DipPenalty {
    if (kind == null) {
      throw new IllegalArgumentException("expected a kind of DIP, I or II, got none");
    }
    requireWeight("offDiagonalWeight", offDiagonalWeight);
    requireWeight("diagonalWeight", diagonalWeight);
  }

  private static void requireWeight(String what, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "expected a finite %s >= 0, got %s".formatted(what, weight));
    }
  }

  @Override
  public String name() {
    return kind == Kind.I ? "dip1" : "dip2";
  }

  @Override
  public PenaltyValue at(PosteriorBatch batch) {
    int n = batch.examples();
    int units = batch.units();
    double[][] variance = kind == Kind.I ? new double[n][units] : exp(batch.logVariance());
    double[][] centred = centred(batch.mean());
    double[][] covariance = covariance(centred, variance);

    double value = 0;
    double[][] byCovariance = new double[units][units];
    for (int a = 0; a < units; a++) {
      for (int b = 0; b < units; b++) {
        double excess = covariance[a][b] - (a == b ? 1 : 0);
        double weight = a == b ? diagonalWeight : offDiagonalWeight;
        value += weight * excess * excess;
        byCovariance[a][b] = 2 * weight * excess;
      }
    }

    double[][] byMean = new double[n][units];
    double[][] byLogVariance = new double[n][units];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < units; a++) {
        for (int b = 0; b < units; b++) {
          byMean[i][a] += 2 * byCovariance[a][b] * centred[i][b] / n;
        }
        byLogVariance[i][a] = byCovariance[a][a] * variance[i][a] / n;
      }
    }
    return new PenaltyValue(value, byMean, byLogVariance, null);
  }

  private static double[][] exp(double[][] logVariance) {
    double[][] variance = new double[logVariance.length][logVariance[0].length];
    for (int i = 0; i < variance.length; i++) {
      for (int j = 0; j < variance[i].length; j++) {
        variance[i][j] = Math.exp(logVariance[i][j]);
      }
    }
    return variance;
  }

  private static double[][] centred(double[][] mean) {
    int n = mean.length;
    double[][] centred = new double[n][mean[0].length];
    for (int j = 0; j < mean[0].length; j++) {
      double sum = 0;
      for (double[] row : mean) {
        sum += row[j];
      }
      for (int i = 0; i < n; i++) {
        centred[i][j] = mean[i][j] - sum / n;
      }
    }
    return centred;
  }

  private static double[][] covariance(double[][] centred, double[][] variance) {
    int n = centred.length;
    int units = centred[0].length;
    double[][] covariance = new double[units][units];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < units; a++) {
        for (int b = 0; b < units; b++) {
          covariance[a][b] += centred[i][a] * centred[i][b] / n;
        }
        covariance[a][a] += variance[i][a] / n;
      }
    }
    return covariance;
  }
}
