package org.vae4j.layers.flow;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/** The {@link CouplingFlowLayer} at work in a network. */
public final class CouplingFlow extends ConditionedFlow<CouplingFlowLayer> {
  private static final long serialVersionUID = 1;

  CouplingFlow(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  double move(double[] row, double[] says, double[] into) {
    Columns moved = layerConf().moved();
    int count = moved.count();
    double sum = 0;
    for (int j = 0; j < count; j++) {
      double logScale = logScale(says[count + j]);
      into[moved.from() + j] = row[moved.from() + j] * Math.exp(logScale) + says[j];
      sum += logScale;
    }
    return sum;
  }

  /** With s = 2 tanh(r / 2), ds/dr = 1 − s² / 4. */
  @Override
  void differentiate(
      double[] row, double[] says, double[] byOutput, double[] byInput, double[] bySays) {
    Columns moved = layerConf().moved();
    int count = moved.count();
    double byLogDensity = byOutput[layerConf().getLatentSize()];
    for (int j = 0; j < count; j++) {
      int column = moved.from() + j;
      double logScale = logScale(says[count + j]);
      double throughScale = byOutput[column] * Math.exp(logScale);
      byInput[column] = throughScale;
      bySays[j] = byOutput[column];
      bySays[count + j] =
          (throughScale * row[column] - byLogDensity) * (1 - logScale * logScale / 4);
    }
  }

  /** 2 tanh(r / 2), by way of exp, which takes a fraction of the time of tanh. */
  private static double logScale(double r) {
    double e = Math.exp(-Math.abs(r));
    return Math.copySign(2 * (1 - e) / (1 + e), r);
  }
}
