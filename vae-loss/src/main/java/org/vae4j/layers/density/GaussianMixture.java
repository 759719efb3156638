package org.vae4j.layers.density;

import java.util.Arrays;
import org.vae4j.loss.HostMatrix;

/**
 * A mixture of C Gaussians with L independent units each, at one draw z:
 *
 * <pre>
 * log p(z) = log Σ_c π_c N(z; mean_c, diag exp(logVariance_c))
 * </pre>
 *
 * <p>With the responsibilities r_c = π_c N(z; …) / p(z), which sum to 1:
 *
 * <pre>
 * ∂ log p / ∂z           = Σ_c r_c (mean_c − z) / variance_c
 * ∂ log p / ∂mean_c      = r_c (z − mean_c) / variance_c
 * ∂ log p / ∂logVariance_c = ½ r_c ((z − mean_c)² / variance_c − 1)
 * ∂ log p / ∂log π_c     = r_c
 * </pre>
 */
final class GaussianMixture {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  /** {@code [C][L]}. */
  private final double[][] means;

  private final double[][] precisions;

  /** {@code [L][C]}: a sum over units at all components at once is computed in vectors. */
  private final double[][] meansOfUnits;

  private final double[][] precisionsOfUnits;

  /** log π_c − ½ Σ (log 2π + logVariance_c). */
  private final double[] offsets;

  /**
   * @param gaussians {@code [C, 2L]}, columns {@code [mean | logVariance]}
   * @param logWeights log π, C numbers
   */
  GaussianMixture(HostMatrix gaussians, double[] logWeights) {
    int count = gaussians.rows();
    int latentSize = gaussians.columns() / 2;
    means = new double[count][latentSize];
    precisions = new double[count][latentSize];
    meansOfUnits = new double[latentSize][count];
    precisionsOfUnits = new double[latentSize][count];
    offsets = new double[count];
    double[] row = new double[2 * latentSize];
    for (int c = 0; c < count; c++) {
      gaussians.get(c, 0, row.length, row);
      double logNormaliser = 0;
      for (int j = 0; j < latentSize; j++) {
        double logVariance = row[latentSize + j];
        means[c][j] = row[j];
        precisions[c][j] = Math.exp(-logVariance);
        meansOfUnits[j][c] = means[c][j];
        precisionsOfUnits[j][c] = precisions[c][j];
        logNormaliser += LOG_2_PI + logVariance;
      }
      offsets[c] = logWeights[c] - 0.5 * logNormaliser;
    }
  }

  /** C. */
  int count() {
    return means.length;
  }

  /** L. */
  int latentSize() {
    return meansOfUnits.length;
  }

  /**
   * log p(z) of one draw.
   *
   * @param responsibilities C numbers that are overwritten by r
   */
  double logDensity(double[] z, double[] responsibilities) {
    double[] terms = responsibilities;
    Arrays.fill(terms, 0);
    for (int j = 0; j < latentSize(); j++) {
      addSquares(z[j], meansOfUnits[j], precisionsOfUnits[j], terms);
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < terms.length; c++) {
      terms[c] = offsets[c] - 0.5 * terms[c];
      largest = Math.max(largest, terms[c]);
    }
    double sum = 0;
    for (int c = 0; c < terms.length; c++) {
      terms[c] = Math.exp(terms[c] - largest);
      sum += terms[c];
    }
    for (int c = 0; c < terms.length; c++) {
      responsibilities[c] = terms[c] / sum;
    }
    return largest + Math.log(sum);
  }

  /** (z − mean)² / variance of one unit, at each component. */
  private static void addSquares(double z, double[] means, double[] precisions, double[] sums) {
    for (int c = 0; c < sums.length; c++) {
      double distance = z - means[c];
      sums[c] += distance * distance * precisions[c];
    }
  }

  /** ∂ log p / ∂z times {@code upstream}, written over {@code byDraw}. */
  void differentiate(double[] z, double[] responsibilities, double upstream, double[] byDraw) {
    Arrays.fill(byDraw, 0);
    for (int c = 0; c < count(); c++) {
      double share = upstream * responsibilities[c];
      if (share != 0) { // most components are too far away to count
        addPull(z, means[c], precisions[c], share, byDraw);
      }
    }
  }

  private static void addPull(
      double[] z, double[] mean, double[] precision, double share, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += share * (mean[j] - z[j]) * precision[j];
    }
  }

  /** The moments about the mean of component c, to which draws are added. */
  ComponentMoments moments(int c) {
    return new ComponentMoments(means[c], precisions[c]);
  }
}
