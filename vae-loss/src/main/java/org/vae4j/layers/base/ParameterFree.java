package org.vae4j.layers.base;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ParameterFreeVertex} at work in a network. */
@SuppressWarnings("overrides") // of DL4J's own: INDArray[] where its interface has INDArray...
public abstract class ParameterFree extends BaseGraphVertex {
  private static final long serialVersionUID = 1;

  protected ParameterFree(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, null, null, type);
  }

  @Override
  public final boolean hasLayer() {
    return false;
  }

  @Override
  public final Layer getLayer() {
    return null;
  }

  /** There are no parameters. */
  @Override
  public final void setBackpropGradientsViewArray(INDArray gradients) {}

  /** A mask of the features is for the layers before: rows behind this one are others. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatchSize) {
    return null;
  }

  @Override
  public String toString() {
    return "%s(id=%d, name='%s')"
        .formatted(getClass().getSimpleName(), getVertexIndex(), getVertexName());
  }
}
