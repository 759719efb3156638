package org.vae4j.layers.flow;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;

/**
 * The order of an autoregressive network: hidden unit k sees the units up to {@link #lastSeenBy},
 * and what it says goes to the units after that one. With a context some hidden units see no unit:
 * they hand the context on to all.
 *
 * @see <a href="https://arxiv.org/abs/1502.03509">Germain et al. 2015, section 4</a>
 */
record Autoregression(int latentSize, boolean context) {
  /** The last unit that hidden unit k sees, −1 for none. */
  int lastSeenBy(int k) {
    return context ? k % latentSize - 1 : k % (latentSize - 1);
  }

  /** Sets to 0 what is hidden of the weights {@code [L, hidden]}, in place. */
  void maskFirst(INDArray weights) {
    HostMatrix rows = HostMatrix.of(weights);
    double[] row = new double[rows.columns()];
    for (int i = 0; i < rows.rows(); i++) {
      rows.get(i, 0, row.length, row);
      for (int k = 0; k < row.length; k++) {
        row[k] = i <= lastSeenBy(k) ? row[k] : 0;
      }
      rows.put(i, 0, row.length, row);
    }
  }

  /** Sets to 0 what is hidden of the weights {@code [hidden, 2L]}, in place. */
  void maskSecond(INDArray weights) {
    HostMatrix rows = HostMatrix.of(weights);
    double[] row = new double[rows.columns()];
    for (int k = 0; k < rows.rows(); k++) {
      rows.get(k, 0, row.length, row);
      for (int j = 0; j < row.length; j++) {
        row[j] = j % latentSize > lastSeenBy(k) ? row[j] : 0;
      }
      rows.put(k, 0, row.length, row);
    }
  }
}
