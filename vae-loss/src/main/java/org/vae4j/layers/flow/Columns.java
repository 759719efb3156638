package org.vae4j.layers.flow;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Columns {@code from} to {@code to - 1} of rows. */
record Columns(int from, int to) {
  int count() {
    return to - from;
  }

  /** A view of them. */
  INDArray of(INDArray rows) {
    return rows.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
