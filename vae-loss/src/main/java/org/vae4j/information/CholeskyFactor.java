package org.vae4j.information;

import java.util.Arrays;

/**
 * A lower triangular L with positive diagonal: the square root of a covariance Σ = L·Lᵀ.
 *
 * <p>{@code below[i]} holds L(i,0) … L(i,i−1), or nothing at all if every row of L is zero beside
 * the diagonal; so one code serves both forms, and the diagonal one costs O(n).
 */
final class CholeskyFactor {

  /**
   * How far a(i,j) and a(j,i) may differ, measured in √(a(i,i)·a(j,j)), and still be taken for
   * rounding.
   */
  private static final double SYMMETRY_TOLERANCE = 1e-9;

  private static final double[] NOTHING = {};

  private final double[] diagonal;
  private final double[][] below;

  private CholeskyFactor(double[] diagonal, double[][] below) {
    this.diagonal = diagonal;
    this.below = below;
  }

  /** The factor of diag(stdDev²). */
  static CholeskyFactor ofStdDev(double[] stdDev) {
    double[][] below = new double[stdDev.length][];
    Arrays.fill(below, NOTHING);
    return new CholeskyFactor(stdDev.clone(), below);
  }

  /**
   * The factor of a covariance.
   *
   * @throws IllegalArgumentException if the matrix is not square, not finite, not symmetric, or not
   *     positive definite
   */
  static CholeskyFactor ofCovariance(double[][] covariance) {
    requireSymmetric(covariance);
    int n = covariance.length;
    CholeskyFactor factor = new CholeskyFactor(new double[n], new double[n][]);
    for (int i = 0; i < n; i++) {
      factor.addRow(i, covariance);
    }
    return factor;
  }

  private void addRow(int i, double[][] covariance) {
    double[] row = new double[i];
    below[i] = row;
    CompensatedSum pivot = new CompensatedSum();
    pivot.add(covariance[i][i]);
    for (int j = 0; j < i; j++) {
      CompensatedSum rest = new CompensatedSum();
      rest.add(0.5 * (covariance[i][j] + covariance[j][i]));
      for (int k = 0; k < j; k++) {
        rest.add(-row[k] * below[j][k]);
      }
      row[j] = rest.value() / diagonal[j];
      pivot.add(-row[j] * row[j]);
    }
    // A pivot as small as the rounding of its own computation could have either sign.
    double rounding = covariance.length * Math.ulp(1.0) * covariance[i][i];
    if (!(pivot.value() > rounding)) {
      throw new IllegalArgumentException(
          "covariance is not positive definite: Cholesky pivot " + i + " is " + pivot.value());
    }
    diagonal[i] = Math.sqrt(pivot.value());
  }

  int size() {
    return diagonal.length;
  }

  double diagonal(int i) {
    return diagonal[i];
  }

  /** L(i,j) for j ≤ i. */
  private double entry(int i, int j) {
    return i == j ? diagonal[i] : j < below[i].length ? below[i][j] : 0;
  }

  /** ½·log det Σ = Σ log L(i,i). */
  double logDeterminant() {
    CompensatedSum sum = new CompensatedSum();
    for (double d : diagonal) {
      sum.add(Math.log(d));
    }
    return sum.value();
  }

  /** L·x. */
  double[] times(double[] x) {
    double[] product = new double[size()];
    for (int i = 0; i < size(); i++) {
      product[i] = diagonal[i] * x[i];
      for (int j = 0; j < below[i].length; j++) {
        product[i] += below[i][j] * x[j];
      }
    }
    return product;
  }

  /** L⁻¹·b, by forward substitution. */
  double[] solve(double[] b) {
    double[] x = new double[size()];
    for (int i = 0; i < size(); i++) {
      CompensatedSum rest = new CompensatedSum();
      rest.add(b[i]);
      for (int j = 0; j < below[i].length; j++) {
        rest.add(-below[i][j] * x[j]);
      }
      x[i] = rest.value() / diagonal[i];
    }
    return x;
  }

  /** L⁻¹·R, which is lower triangular again. */
  CholeskyFactor solve(CholeskyFactor right) {
    int n = size();
    double[] quotientDiagonal = new double[n];
    double[][] quotientBelow = new double[n][];
    for (int i = 0; i < n; i++) {
      quotientDiagonal[i] = right.diagonal[i] / diagonal[i];
      quotientBelow[i] = new double[Math.max(below[i].length, right.below[i].length)];
      for (int j = 0; j < quotientBelow[i].length; j++) {
        CompensatedSum rest = new CompensatedSum();
        rest.add(right.entry(i, j));
        rest.add(-entry(i, j) * quotientDiagonal[j]);
        for (int k = j + 1; k < i; k++) {
          rest.add(-entry(i, k) * quotientBelow[k][j]);
        }
        quotientBelow[i][j] = rest.value() / diagonal[i];
      }
    }
    return new CholeskyFactor(quotientDiagonal, quotientBelow);
  }

  /** Σ of the squares beside the diagonal. */
  double squaresBelow() {
    CompensatedSum sum = new CompensatedSum();
    for (double[] row : below) {
      for (double entry : row) {
        sum.add(entry * entry);
      }
    }
    return sum.value();
  }

  /** L·Lᵀ. */
  double[][] covariance() {
    double[][] covariance = new double[size()][size()];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j <= i; j++) {
        CompensatedSum sum = new CompensatedSum();
        for (int k = 0; k <= j; k++) {
          sum.add(entry(i, k) * entry(j, k));
        }
        covariance[i][j] = sum.value();
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private static void requireSymmetric(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      if (a[i].length != a.length) {
        throw new IllegalArgumentException(
            "covariance must be square, but row %d of %d has %d values"
                .formatted(i, a.length, a[i].length));
      }
      for (int j = 0; j <= i; j++) {
        requireFinite(a, i, j);
      }
    }
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        requireFinite(a, j, i);
        double scale = Math.sqrt(Math.abs(a[i][i])) * Math.sqrt(Math.abs(a[j][j]));
        if (Math.abs(a[i][j] - a[j][i]) > SYMMETRY_TOLERANCE * scale) {
          throw new IllegalArgumentException(
              "covariance must be symmetric, but (%d,%d) is %s and (%d,%d) is %s"
                  .formatted(i, j, a[i][j], j, i, a[j][i]));
        }
      }
    }
  }

  private static void requireFinite(double[][] a, int i, int j) {
    if (!Double.isFinite(a[i][j])) {
      throw new IllegalArgumentException(
          "covariance must be finite, but (%d,%d) is %s".formatted(i, j, a[i][j]));
    }
  }
}
