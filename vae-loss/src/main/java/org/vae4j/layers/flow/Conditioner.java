package org.vae4j.layers.flow;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.lean.product.MatrixProduct;

/**
 * The network that says how a flow moves z, up to its last bias: relu(x·w1 + h·wh + b1)·w2.
 *
 * @param w1 {@code [X, hidden]}, without the weights behind a mask
 * @param wh {@code [H, hidden]}, null without a context
 * @param b1 {@code [1, hidden]}
 * @param w2 {@code [hidden, S]}, without the weights behind a mask
 */
record Conditioner(INDArray w1, INDArray wh, INDArray b1, INDArray w2) {
  /**
   * The forward pass.
   *
   * @param x {@code [M, X]}
   * @param h {@code [M, H]}, null without a context
   * @param hidden {@code [M, hidden]}, overwritten
   * @param said {@code [M, S]}, overwritten
   */
  void say(INDArray x, INDArray h, INDArray hidden, INDArray said) {
    MatrixProduct.set(x, w1, hidden);
    if (wh != null) {
      MatrixProduct.add(h, wh, hidden);
    }
    Rectifier.apply(b1, hidden);
    MatrixProduct.set(hidden, w2, said);
  }

  /**
   * From the gradient by what was said to that by the hidden layer before its rectifier.
   *
   * @param hidden of the forward pass
   * @param bySaid {@code [M, S]}
   * @param byHidden {@code [M, hidden]}, overwritten
   * @return the gradient by b1
   */
  double[] differentiate(INDArray hidden, INDArray bySaid, INDArray byHidden) {
    MatrixProduct.set(bySaid, w2.transpose(), byHidden);
    return Rectifier.differentiate(hidden, byHidden);
  }
}
