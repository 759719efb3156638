package org.vae4j.layers.flow;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a planar flow starts: w is a random direction of length 1, and u = log(e − 1) w, for which
 * softplus(w·u) = 1 and so û = 0.
 */
final class PlanarStart {
  private static final double INVERSE_SOFTPLUS_OF_ONE = Math.log(Math.expm1(1));

  private final int latentSize;
  private double[] direction;

  PlanarStart(int latentSize) {
    this.latentSize = latentSize;
  }

  void fillU(INDArray u) {
    fill(u, INVERSE_SOFTPLUS_OF_ONE);
  }

  void fillW(INDArray w) {
    fill(w, 1);
  }

  private void fill(INDArray values, double length) {
    if (direction == null) {
      direction = drawDirection();
    }
    for (int j = 0; j < latentSize; j++) {
      values.putScalar(j, length * direction[j]);
    }
  }

  private double[] drawDirection() {
    double[] drawn = Nd4j.randn(DataType.DOUBLE, latentSize).toDoubleVector();
    double squares = 0;
    for (double value : drawn) {
      squares += value * value;
    }
    for (int j = 0; j < latentSize; j++) {
      drawn[j] /= Math.sqrt(squares);
    }
    return drawn;
  }
}
