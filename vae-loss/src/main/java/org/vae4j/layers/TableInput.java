package org.vae4j.layers;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;

/** The {@link TableInputLayer} at work in a network. */
public final class TableInput extends AbstractLayer<TableInputLayer> {
  private static final long serialVersionUID = 1;

  TableInput(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    List<ColumnEncoding> columns = layerConf().getColumns();
    HostMatrix rows = HostMatrix.reading(input);
    INDArray seen =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, input.size(0), layerConf().width());
    HostMatrix target = HostMatrix.of(seen);
    double[] x = new double[columns.size()];
    double[] row = new double[target.columns()];
    for (int i = 0; i < rows.rows(); i++) {
      rows.get(i, 0, x.length, x);
      Arrays.fill(row, 0);
      int from = 0;
      for (int j = 0; j < x.length; j++) {
        columns.get(j).write(x[j], row, from);
        from += columns.get(j).width();
      }
      target.put(i, 0, row.length, row);
    }
    return seen;
  }

  /** x is the network's input, to which no gradient goes. */
  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray none = workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    return new Pair<>(new DefaultGradient(), none);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {}
}
