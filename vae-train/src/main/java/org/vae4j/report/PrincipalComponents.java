package org.vae4j.report;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The plane in which points vary most.
 *
 * @param points in that plane, about their mean, {@code [N, 2]}
 * @param explained which part of the variance either direction has, in [0, 1]
 * @see <a href="https://doi.org/10.1111/1467-9868.00196">Tipping &amp; Bishop 1999, section 2</a>
 */
public record PrincipalComponents(INDArray points, INDArray explained) {
  /**
   * Finds the plane. Of the two signs a direction can have, its largest element is positive.
   *
   * @param points {@code [N, L]}, N and L at least 2
   */
  public static PrincipalComponents of(INDArray points) {
    RealMatrix x = new Array2DRowRealMatrix(points.toDoubleMatrix(), false);
    for (int j = 0; j < x.getColumnDimension(); j++) {
      double mean = 0;
      for (double value : x.getColumn(j)) {
        mean += value / x.getRowDimension();
      }
      for (int i = 0; i < x.getRowDimension(); i++) {
        x.addToEntry(i, j, -mean);
      }
    }
    RealMatrix covariance = new Covariance(x).getCovarianceMatrix();
    EigenDecomposition eigen = new EigenDecomposition(covariance);
    double[][] directions = {direction(eigen, 0), direction(eigen, 1)};
    RealMatrix plane = new Array2DRowRealMatrix(directions, false).transpose();
    double variance = covariance.getTrace();
    double[] explained = {
      part(eigen.getRealEigenvalue(0), variance), part(eigen.getRealEigenvalue(1), variance)
    };
    return new PrincipalComponents(
        Nd4j.createFromArray(x.multiply(plane).getData()), Nd4j.createFromArray(explained));
  }

  /** Largest eigenvalue first, which is how Commons Math sorts those of a symmetric matrix. */
  private static double[] direction(EigenDecomposition eigen, int which) {
    double[] direction = eigen.getEigenvector(which).toArray();
    double largest = 0;
    for (double element : direction) {
      largest = Math.abs(element) > Math.abs(largest) ? element : largest;
    }
    for (int j = 0; j < direction.length; j++) {
      direction[j] *= Math.signum(largest);
    }
    return direction;
  }

  private static double part(double variance, double total) {
    return total > 0 ? Math.max(0, variance) / total : 0;
  }
}
