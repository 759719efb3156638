package org.vae4j.layers.lean.product;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;

/**
 * A matrix and how it lies in memory.
 *
 * @param lines its rows if the elements of a row lie side by side, else its columns
 * @param inRows whether the lines are its rows
 */
record Factor(HostMatrix lines, boolean inRows) {
  static Factor of(INDArray matrix) {
    boolean inRows = liesInRows(matrix);
    return new Factor(HostMatrix.of(inRows ? matrix : matrix.transpose()), inRows);
  }

  static boolean liesInRows(INDArray matrix) {
    return matrix.stride(1) == 1;
  }

  int rows() {
    return inRows ? lines.rows() : lines.columns();
  }

  int columns() {
    return inRows ? lines.columns() : lines.rows();
  }
}
