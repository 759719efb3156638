package org.vae4j.layers.flow;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The {@link AutoregressiveFlowLayer} at work in a network. */
public final class AutoregressiveFlow extends ConditionedFlow<AutoregressiveFlowLayer> {
  private static final long serialVersionUID = 1;

  /** Opens the gates at first. */
  private static final double GATE_BIAS = 2;

  private final Autoregression order;

  AutoregressiveFlow(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.order = new Autoregression(layerConf().getLatentSize(), layerConf().getContextSize() > 0);
  }

  @Override
  INDArray weights(String key) {
    INDArray open = getParam(key).dup();
    mask(key, open);
    return open;
  }

  @Override
  void mask(String key, INDArray weights) {
    if (key.equals(ConditionedFlowLayer.W1)) {
      order.maskFirst(weights);
    } else if (key.equals(ConditionedFlowLayer.W2)) {
      order.maskSecond(weights);
    }
  }

  @Override
  double move(double[] row, double[] says, double[] into) {
    int size = layerConf().getLatentSize();
    double sum = 0;
    for (int j = 0; j < size; j++) {
      double x = says[size + j] + GATE_BIAS;
      double e = Math.exp(-Math.abs(x));
      double gate = (x < 0 ? e : 1) / (1 + e);
      double shut = (x < 0 ? 1 : e) / (1 + e);
      into[size - 1 - j] = gate * row[j] + shut * says[j];
      // e <= 1: log1p would be exact to more digits than the sum keeps, and slow
      sum += Math.min(x, 0) - Math.log(1 + e);
    }
    return sum;
  }

  /** With x = r + 2, dσ/dx = σ(x) σ(−x) and d log σ/dx = σ(−x). */
  @Override
  void differentiate(
      double[] row, double[] says, double[] byOutput, double[] byInput, double[] bySays) {
    int size = layerConf().getLatentSize();
    double byLogDensity = byOutput[size];
    for (int j = 0; j < size; j++) {
      double x = says[size + j] + GATE_BIAS;
      double e = Math.exp(-Math.abs(x));
      double gate = (x < 0 ? e : 1) / (1 + e);
      double shut = (x < 0 ? 1 : e) / (1 + e);
      double by = byOutput[size - 1 - j];
      byInput[j] = by * gate;
      bySays[j] = by * shut;
      bySays[size + j] = (by * (row[j] - says[j]) * gate - byLogDensity) * shut;
    }
  }
}
