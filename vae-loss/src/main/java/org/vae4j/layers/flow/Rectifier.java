package org.vae4j.layers.flow;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/**
 * Bias and rectifier of a hidden layer, in the precision of its matrix: what is not computed upon
 * needs no doubles. NaN stays NaN.
 */
final class Rectifier {
  /** Of an element. */
  private static final double NANOSECONDS = 1;

  private Rectifier() {}

  /** y = max(y + bias, 0), in place. */
  static void apply(INDArray bias, INDArray y) {
    HostMatrix rows = HostMatrix.of(y);
    HostMatrix biases = HostMatrix.of(bias);
    Cores.share(
        rows.rows(),
        NANOSECONDS * rows.columns(),
        (from, to) -> {
          if (rows.isFloat()) {
            applyToFloats(biases, rows, from, to);
          } else {
            applyToDoubles(biases, rows, from, to);
          }
        });
  }

  private static void applyToFloats(HostMatrix biases, HostMatrix rows, int from, int to) {
    float[] bias = new float[rows.columns()];
    biases.get(0, 0, bias.length, bias);
    float[] y = new float[bias.length];
    for (int i = from; i < to; i++) {
      rows.get(i, 0, y.length, y);
      for (int k = 0; k < y.length; k++) {
        y[k] = Math.max(y[k] + bias[k], 0);
      }
      rows.put(i, 0, y.length, y);
    }
  }

  private static void applyToDoubles(HostMatrix biases, HostMatrix rows, int from, int to) {
    double[] bias = new double[rows.columns()];
    biases.get(0, 0, bias.length, bias);
    double[] y = new double[bias.length];
    for (int i = from; i < to; i++) {
      rows.get(i, 0, y.length, y);
      for (int k = 0; k < y.length; k++) {
        y[k] = Math.max(y[k] + bias[k], 0);
      }
      rows.put(i, 0, y.length, y);
    }
  }

  /**
   * dy = 0 where y was not positive, in place.
   *
   * @return the gradient by the bias, the sums of dy over the rows
   */
  static double[] differentiate(INDArray y, INDArray dy) {
    HostMatrix rows = HostMatrix.of(y);
    HostMatrix by = HostMatrix.of(dy);
    return RowSums.over(
        rows.rows(),
        NANOSECONDS * rows.columns(),
        rows.columns(),
        (sums, from, to) -> {
          if (rows.isFloat()) {
            differentiateFloats(rows, by, sums, from, to);
          } else {
            differentiateDoubles(rows, by, sums, from, to);
          }
        });
  }

  private static void differentiateFloats(
      HostMatrix rows, HostMatrix by, double[] sums, int from, int to) {
    float[] y = new float[sums.length];
    float[] dy = new float[sums.length];
    for (int i = from; i < to; i++) {
      rows.get(i, 0, y.length, y);
      by.get(i, 0, y.length, dy);
      for (int k = 0; k < y.length; k++) {
        dy[k] = y[k] > 0 ? dy[k] : 0;
        sums[k] += dy[k];
      }
      by.put(i, 0, y.length, dy);
    }
  }

  private static void differentiateDoubles(
      HostMatrix rows, HostMatrix by, double[] sums, int from, int to) {
    double[] y = new double[sums.length];
    double[] dy = new double[sums.length];
    for (int i = from; i < to; i++) {
      rows.get(i, 0, y.length, y);
      by.get(i, 0, y.length, dy);
      for (int k = 0; k < y.length; k++) {
        dy[k] = y[k] > 0 ? dy[k] : 0;
        sums[k] += dy[k];
      }
      by.put(i, 0, y.length, dy);
    }
  }
}
