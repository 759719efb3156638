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
import org.vae4j.layers.lean.product.MatrixProduct;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/**
 * A {@link ConditionedFlowLayer} at work in a network: the products of matrices, and row by row
 * what the subclass makes of them.
 */
abstract class ConditionedFlow<C extends ConditionedFlowLayer> extends Parametric<C> {
  private static final long serialVersionUID = 1;

  /** Of a column of a draw. */
  private static final double NANOSECONDS = 15;

  /** The hidden layer of the last pass, {@code [M, hidden]}. */
  private transient INDArray hidden;

  /** What the network said in the last pass, but for its last bias. */
  private transient INDArray said;

  ConditionedFlow(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /**
   * Moves a row.
   *
   * @param row {@code [z | log q | h]}
   * @param says {@code [m | r]}
   * @param into the same as the row, where z is overwritten as far as it moves
   * @return log |det ∂z'/∂z|
   */
  abstract double move(double[] row, double[] says, double[] into);

  /**
   * The gradients of a row.
   *
   * @param row {@code [z | log q | h]}
   * @param says {@code [m | r]}
   * @param byOutput by {@code [z' | log q' | h]}
   * @param byInput the same, where that by a z that moves is overwritten, for m and r held
   * @param bySays overwritten
   */
  abstract void differentiate(
      double[] row, double[] says, double[] byOutput, double[] byInput, double[] bySays);

  /** Sets to 0, in place, what a mask hides of the weights of that name, or of their gradient. */
  void mask(String key, INDArray weights) {}

  /** The weights, those behind a mask 0. */
  INDArray weights(String key) {
    return getParam(key);
  }

  /** {@code [z | log q | h]} to {@code [z' | log q' | h]}, {@code [M, L + 1 + H]}. */
  @Override
  public final INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    layerConf().requireRows(input);
    INDArray rows = input.castTo(dataType);
    hidden = matrix(workspaces, ArrayType.ACTIVATIONS, layerConf().getHidden());
    said = matrix(workspaces, ArrayType.ACTIVATIONS, 2L * layerConf().moved().count());
    INDArray output = matrix(workspaces, ArrayType.ACTIVATIONS, layerConf().columns());
    conditioner().say(layerConf().seen().of(rows), context(rows), hidden, said);
    move(HostMatrix.of(rows), HostMatrix.of(said), HostMatrix.of(output));
    return output;
  }

  private void move(HostMatrix rows, HostMatrix saidOfEach, HostMatrix output) {
    int columns = rows.columns();
    int logDensity = layerConf().getLatentSize();
    double[] bias = lastBias();
    Cores.share(
        rows.rows(),
        NANOSECONDS * columns,
        (from, to) -> {
          double[] row = new double[columns];
          double[] into = new double[columns];
          double[] says = new double[bias.length];
          for (int i = from; i < to; i++) {
            rows.get(i, 0, columns, row);
            rows.get(i, 0, columns, into);
            getSaid(saidOfEach, i, bias, says);
            into[logDensity] -= move(row, says, into);
            output.put(i, 0, columns, into);
          }
        });
  }

  @Override
  public final Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray rows = input.castTo(dataType);
    INDArray bySaid = matrix(workspaces, ArrayType.BP_WORKING_MEM, said.size(1));
    INDArray byHidden = matrix(workspaces, ArrayType.BP_WORKING_MEM, hidden.size(1));
    INDArray byInput = matrix(workspaces, ArrayType.ACTIVATION_GRAD, layerConf().columns());
    Conditioner conditioner = conditioner();
    INDArray byX = layerConf().seen().of(byInput);
    Gradient gradient = new DefaultGradient();

    setBias(
        gradient,
        ConditionedFlowLayer.B2,
        differentiate(HostMatrix.of(rows), HostMatrix.of(epsilon), byInput, bySaid));
    setWeights(gradient, ConditionedFlowLayer.W2, hidden, bySaid);
    setBias(gradient, ConditionedFlowLayer.B1, conditioner.differentiate(hidden, bySaid, byHidden));
    setWeights(gradient, ConditionedFlowLayer.W1, layerConf().seen().of(rows), byHidden);
    MatrixProduct.add(byHidden, conditioner.w1().transpose(), byX);
    if (hasContext()) {
      setWeights(gradient, ConditionedFlowLayer.WH, context(rows), byHidden);
      MatrixProduct.add(byHidden, conditioner.wh().transpose(), context(byInput));
    }
    return new Pair<>(gradient, byInput);
  }

  /** The gradients row by row, and their sums by what was said. */
  private double[] differentiate(
      HostMatrix rows, HostMatrix byOutputs, INDArray byInput, INDArray bySaid) {
    HostMatrix saidOfEach = HostMatrix.of(said);
    HostMatrix byInputs = HostMatrix.of(byInput);
    HostMatrix bySaidOfEach = HostMatrix.of(bySaid);
    int columns = rows.columns();
    double[] bias = lastBias();
    return RowSums.over(
        rows.rows(),
        NANOSECONDS * columns,
        bias.length,
        (sums, from, to) -> {
          double[] row = new double[columns];
          double[] says = new double[bias.length];
          double[] byRow = new double[columns];
          double[] into = new double[columns];
          double[] bySays = new double[bias.length];
          for (int i = from; i < to; i++) {
            rows.get(i, 0, columns, row);
            getSaid(saidOfEach, i, bias, says);
            byOutputs.get(i, 0, columns, byRow);
            byOutputs.get(i, 0, columns, into);
            differentiate(row, says, byRow, into, bySays);
            byInputs.put(i, 0, columns, into);
            bySaidOfEach.put(i, 0, bySays.length, bySays);
            for (int k = 0; k < sums.length; k++) {
              sums[k] += bySays[k];
            }
          }
        });
  }

  private static void getSaid(HostMatrix said, int row, double[] bias, double[] into) {
    said.get(row, 0, into.length, into);
    for (int k = 0; k < into.length; k++) {
      into[k] += bias[k];
    }
  }

  private double[] lastBias() {
    double[] bias = new double[2 * layerConf().moved().count()];
    HostMatrix.of(getParam(ConditionedFlowLayer.B2)).get(0, 0, bias.length, bias);
    return bias;
  }

  private Conditioner conditioner() {
    return new Conditioner(
        weights(ConditionedFlowLayer.W1),
        hasContext() ? getParam(ConditionedFlowLayer.WH) : null,
        getParam(ConditionedFlowLayer.B1),
        weights(ConditionedFlowLayer.W2));
  }

  private boolean hasContext() {
    return layerConf().getContextSize() > 0;
  }

  /** Null if there is none. */
  private INDArray context(INDArray rows) {
    return hasContext() ? layerConf().context().of(rows) : null;
  }

  private INDArray matrix(LayerWorkspaceMgr workspaces, ArrayType type, long columns) {
    return workspaces.createUninitialized(type, dataType, new long[] {input.size(0), columns}, 'c');
  }

  private void setWeights(Gradient gradient, String key, INDArray from, INDArray by) {
    INDArray view = gradientViews.get(key);
    MatrixProduct.set(from.transpose(), by, view);
    mask(key, view);
    gradient.setGradientFor(key, view);
  }

  private void setBias(Gradient gradient, String key, double[] values) {
    INDArray view = gradientViews.get(key);
    HostMatrix.of(view).put(0, 0, values.length, values);
    gradient.setGradientFor(key, view);
  }

  @Override
  public void clear() {
    super.clear();
    hidden = null;
    said = null;
  }
}
