package org.vae4j.layers.lean;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.MergeVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/** The {@link LeanMergeVertex} at work in a network. */
@SuppressWarnings("overrides") // of DL4J's own: INDArray[] where its interface has INDArray...
final class LeanMerge extends MergeVertex {
  private static final long serialVersionUID = 1;

  /** Widths of the inputs of the last forward pass; null if DL4J's own way was taken. */
  private long[] widths;

  LeanMerge(ComputationGraph graph, String name, int index, DataType type, int axis) {
    super(graph, name, index, type, axis);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray[] parts = getInputs();
    widths = null;
    if (!areFloatMatrices(parts)) {
      return super.doForward(training, workspaces);
    }
    widths = Arrays.stream(parts).mapToLong(part -> part.size(1)).toArray();
    INDArray merged =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {parts[0].size(0), Arrays.stream(widths).sum()},
            'c');
    copy(parts, merged, true);
    return merged;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    if (widths == null) {
      return super.doBackward(tbptt, workspaces);
    }
    INDArray[] parts = new INDArray[widths.length];
    for (int k = 0; k < parts.length; k++) {
      parts[k] =
          workspaces.createUninitialized(
              ArrayType.ACTIVATION_GRAD,
              dataType,
              new long[] {getEpsilon().size(0), widths[k]},
              'c');
    }
    copy(parts, getEpsilon(), false);
    return new Pair<>(null, parts);
  }

  private boolean areFloatMatrices(INDArray[] parts) {
    return dataType == DataType.FLOAT
        && Arrays.stream(parts)
            .allMatch(
                part ->
                    part != null
                        && part.rank() == 2
                        && part.dataType() == DataType.FLOAT
                        && part.size(0) == parts[0].size(0));
  }

  /** Between the parts and the columns of the whole, one way or the other. */
  private static void copy(INDArray[] parts, INDArray whole, boolean merging) {
    HostMatrix all = HostMatrix.of(whole);
    int column = 0;
    for (INDArray part : parts) {
      HostMatrix one = HostMatrix.of(part);
      int at = column;
      Cores.share(
          one.rows(),
          one.columns(), // a nanosecond an element
          (from, to) -> copyRows(from, to, one, all, at, merging));
      column += one.columns();
    }
  }

  private static void copyRows(
      int from, int to, HostMatrix one, HostMatrix all, int column, boolean merging) {
    float[] row = new float[one.columns()];
    for (int i = from; i < to; i++) {
      if (merging) {
        one.get(i, 0, row.length, row);
        all.put(i, column, row.length, row);
      } else {
        all.get(i, column, row.length, row);
        one.put(i, 0, row.length, row);
      }
    }
  }
}
