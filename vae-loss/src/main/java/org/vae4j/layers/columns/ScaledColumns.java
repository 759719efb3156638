package org.vae4j.layers.columns;

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

/** The {@link ScaledColumnsLayer} at work in a network. */
public final class ScaledColumns extends AbstractLayer<ScaledColumnsLayer> {
  private static final long serialVersionUID = 1;

  ScaledColumns(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray scaled =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
    scale(input, layerConf().getShifts(), layerConf().getScales(), scaled);
    return scaled;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray gradient =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    double[] scales = layerConf().getScales();
    scale(epsilon, new double[scales.length], scales, gradient);
    return new Pair<>(new DefaultGradient(), gradient);
  }

  private static void scale(INDArray from, double[] shifts, double[] scales, INDArray into) {
    HostMatrix source = HostMatrix.reading(from);
    HostMatrix target = HostMatrix.of(into);
    double[] row = new double[scales.length];
    for (int i = 0; i < source.rows(); i++) {
      source.get(i, 0, row.length, row);
      for (int j = 0; j < row.length; j++) {
        row[j] = shifts[j] + scales[j] * row[j];
      }
      target.put(i, 0, row.length, row);
    }
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {}
}
