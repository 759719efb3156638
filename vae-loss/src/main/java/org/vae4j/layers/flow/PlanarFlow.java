package org.vae4j.layers.flow;

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
import org.vae4j.loss.cores.Cores;

/** The {@link PlanarFlowLayer} at work in a network. */
public final class PlanarFlow extends Parametric<PlanarFlowLayer> {
  private static final long serialVersionUID = 1;

  /** Of a unit of a draw. */
  private static final double NANOSECONDS = 5;

  PlanarFlow(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** {@code [z | log q]} to {@code [z' | log q']}, {@code [M, L + 1]}. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    layerConf().requireRows(input);
    PlanarMap map = map();
    INDArray output =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
    HostMatrix before = HostMatrix.reading(input);
    HostMatrix after = HostMatrix.of(output);
    int columns = after.columns();
    Cores.share(
        after.rows(),
        NANOSECONDS * columns,
        (from, to) -> {
          double[] row = new double[columns];
          for (int i = from; i < to; i++) {
            before.get(i, 0, columns, row);
            map.move(row);
            after.put(i, 0, columns, row);
          }
        });
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    PlanarMap map = map();
    INDArray byInput =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    HostMatrix rows = HostMatrix.reading(input);
    HostMatrix byOutputs = HostMatrix.of(epsilon);
    HostMatrix byInputs = HostMatrix.of(byInput);
    int columns = rows.columns();
    double[] sums =
        RowSums.over(
            rows.rows(),
            NANOSECONDS * columns,
            map.sumCount(),
            (sum, from, to) -> {
              double[] row = new double[columns];
              double[] by = new double[columns];
              for (int i = from; i < to; i++) {
                rows.get(i, 0, columns, row);
                byOutputs.get(i, 0, columns, by);
                map.differentiate(row, by, sum);
                byInputs.put(i, 0, columns, by);
              }
            });
    Gradient gradient = new DefaultGradient();
    setGradient(gradient, PlanarFlowLayer.U, map.byU(sums));
    setGradient(gradient, PlanarFlowLayer.W, map.byW(sums));
    setGradient(gradient, PlanarFlowLayer.B, map.byB(sums));
    return new Pair<>(gradient, byInput);
  }

  private void setGradient(Gradient gradient, String key, double... values) {
    INDArray view = gradientViews.get(key);
    HostMatrix.of(view).put(0, 0, values.length, values);
    gradient.setGradientFor(key, view);
  }

  private PlanarMap map() {
    return new PlanarMap(
        values(PlanarFlowLayer.U), values(PlanarFlowLayer.W), values(PlanarFlowLayer.B)[0]);
  }

  private double[] values(String key) {
    INDArray parameter = getParam(key);
    double[] values = new double[Math.toIntExact(parameter.length())];
    HostMatrix.of(parameter).get(0, 0, values.length, values);
    return values;
  }
}
