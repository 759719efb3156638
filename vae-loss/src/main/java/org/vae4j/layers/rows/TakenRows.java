package org.vae4j.layers.rows;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.layers.base.ParameterFree;

/** The {@link RowsVertex} at work in a network. */
@SuppressWarnings("overrides") // of DL4J's own: INDArray[] where its interface has INDArray...
final class TakenRows extends ParameterFree {
  private static final long serialVersionUID = 1;

  private final int count;
  private final boolean last;

  TakenRows(
      ComputationGraph graph, String name, int index, DataType type, int count, boolean last) {
    super(graph, name, index, type);
    this.count = count;
    this.last = last;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    requireRows();
    return workspaces.dup(ArrayType.ACTIVATIONS, taken(inputs[0]), 'c');
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray byAll = workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, inputs[0].shape(), 'c');
    taken(byAll).assign(epsilon);
    return new Pair<>(null, new INDArray[] {byAll});
  }

  /** A view. */
  private INDArray taken(INDArray rows) {
    long border = rows.size(0) - count;
    INDArrayIndex[] places = new INDArrayIndex[rows.rank()];
    Arrays.fill(places, NDArrayIndex.all());
    places[0] =
        last ? NDArrayIndex.interval(border, rows.size(0)) : NDArrayIndex.interval(0, border);
    return rows.get(places);
  }

  private void requireRows() {
    if (inputs[0].rank() < 2 || inputs[0].size(0) <= count) {
      throw new IllegalStateException(
          "vertex '%s': expected more rows than the %d to be %s, got %s"
              .formatted(
                  getVertexName(),
                  count,
                  last ? "taken" : "left out",
                  Arrays.toString(inputs[0].shape())));
    }
  }
}
