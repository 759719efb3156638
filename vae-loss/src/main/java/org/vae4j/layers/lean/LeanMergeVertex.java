package org.vae4j.layers.lean;

import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's {@link MergeVertex}, {@code [N, A]} and {@code [N, B]} to {@code [N, A + B]}, by copying
 * rows. What is no matrix is merged as DL4J does it.
 */
public final class LeanMergeVertex extends MergeVertex {
  private static final long serialVersionUID = 1;

  @Override
  public GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return new LeanMerge(graph, name, index, type, getMergeAxis());
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // DL4J's own forgets the type and the axis
  public LeanMergeVertex clone() {
    LeanMergeVertex copy = new LeanMergeVertex();
    copy.setMergeAxis(getMergeAxis());
    copy.setModified(isModified());
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeanMergeVertex that && getMergeAxis() == that.getMergeAxis();
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(getMergeAxis());
  }

  @Override
  public String toString() {
    return "LeanMergeVertex()";
  }
}
