package org.vae4j.layers.rows;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.layers.base.ParameterFree;

/** The {@link StackRowsVertex} at work in a network. */
@SuppressWarnings("overrides") // of DL4J's own: INDArray[] where its interface has INDArray...
final class StackedRows extends ParameterFree {
  private static final long serialVersionUID = 1;

  StackedRows(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    requireShapes();
    long upper = inputs[0].size(0);
    long all = upper + inputs[1].size(0);
    INDArray stacked =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {all, inputs[0].size(1)}, 'c');
    rows(stacked, 0, upper).assign(inputs[0]);
    rows(stacked, upper, all).assign(inputs[1]);
    return stacked;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    long upper = inputs[0].size(0);
    INDArray[] gradients = {
      copy(rows(epsilon, 0, upper), workspaces),
      copy(rows(epsilon, upper, epsilon.size(0)), workspaces)
    };
    return new Pair<>(null, gradients);
  }

  private static INDArray rows(INDArray all, long from, long to) {
    return all.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }

  private static INDArray copy(INDArray rows, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATION_GRAD, rows, 'c');
  }

  private void requireShapes() {
    if (inputs[0].rank() != 2 || inputs[1].rank() != 2 || inputs[0].size(1) != inputs[1].size(1)) {
      throw new IllegalStateException(
          "vertex '%s': expected rows [N, D] and [C, D], got %s and %s"
              .formatted(
                  getVertexName(),
                  Arrays.toString(inputs[0].shape()),
                  Arrays.toString(inputs[1].shape())));
    }
  }
}
