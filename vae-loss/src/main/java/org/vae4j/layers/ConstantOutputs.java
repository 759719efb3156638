package org.vae4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.base.Parametric;
import org.vae4j.loss.HostMatrix;

/** The {@link ConstantOutputsLayer} at work in a network. */
public final class ConstantOutputs extends Parametric<ConstantOutputsLayer> {
  private static final long serialVersionUID = 1;

  ConstantOutputs(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    int[] places = layerConf().getPlaces();
    double[] parameters = getParam(ConstantOutputsLayer.CONSTANTS).toDoubleVector();
    double[] starts = layerConf().getStarts();
    HostMatrix given = HostMatrix.reading(input);
    INDArray outputs =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, input.size(0), input.size(1) + places.length);
    HostMatrix target = HostMatrix.of(outputs);
    double[] from = new double[given.columns()];
    double[] row = new double[target.columns()];
    for (int i = 0; i < given.rows(); i++) {
      given.get(i, 0, from.length, from);
      for (int j = 0, c = 0; j < row.length; j++) {
        boolean constant = c < places.length && places[c] == j;
        row[j] = constant ? constant(starts, parameters, c++) : from[j - c];
      }
      target.put(i, 0, row.length, row);
    }
    return outputs;
  }

  private static double constant(double[] starts, double[] parameters, int c) {
    return starts[c] + ConstantOutputsLayer.RATE * parameters[c];
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    int[] places = layerConf().getPlaces();
    HostMatrix byOutputs = HostMatrix.reading(epsilon);
    INDArray gradient =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    HostMatrix byInput = HostMatrix.of(gradient);
    double[] row = new double[byOutputs.columns()];
    double[] others = new double[byInput.columns()];
    double[] byConstants = new double[places.length];
    for (int i = 0; i < byOutputs.rows(); i++) {
      byOutputs.get(i, 0, row.length, row);
      for (int j = 0, c = 0; j < row.length; j++) {
        if (c < places.length && places[c] == j) {
          byConstants[c++] += ConstantOutputsLayer.RATE * row[j];
        } else {
          others[j - c] = row[j];
        }
      }
      byInput.put(i, 0, others.length, others);
    }
    INDArray byParameters = gradientViews.get(ConstantOutputsLayer.CONSTANTS);
    HostMatrix.of(byParameters).put(0, 0, byConstants.length, byConstants);
    Gradient result = new DefaultGradient();
    result.setGradientFor(ConstantOutputsLayer.CONSTANTS, byParameters);
    return new Pair<>(result, gradient);
  }
}
