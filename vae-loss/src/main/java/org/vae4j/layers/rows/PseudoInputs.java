package org.vae4j.layers.rows;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.layers.base.OnlyLayer;
import org.vae4j.layers.base.Parametric;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/** The {@link PseudoInputLayer} at work in a network. */
public final class PseudoInputs extends Parametric<PseudoInputLayer> {
  private static final long serialVersionUID = 1;

  PseudoInputs(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /**
   * The pseudo-inputs of a network.
   *
   * @throws IllegalArgumentException if it has none or several
   */
  public static PseudoInputs of(ComputationGraph net) {
    return OnlyLayer.in(net, PseudoInputs.class);
  }

  /**
   * Puts examples in the place of the pseudo-inputs; for a network that has not been trained yet.
   *
   * @param examples {@code [C, D]}, copied
   * @throws IllegalArgumentException if the shape is another, or a number is out of the range
   */
  public void startAt(INDArray examples) {
    long[] expected = {layerConf().getCount(), layerConf().getSize()};
    if (!Arrays.equals(examples.shape(), expected)) {
      throw new IllegalArgumentException(
          "layer '%s': expected examples %s, got %s"
              .formatted(
                  layerConf().getLayerName(),
                  Arrays.toString(expected),
                  Arrays.toString(examples.shape())));
    }
    requireRange(HostMatrix.reading(examples));
    clamp(examples, parameters());
  }

  private void requireRange(HostMatrix examples) {
    double[] row = new double[examples.columns()];
    for (int i = 0; i < examples.rows(); i++) {
      examples.get(i, 0, row.length, row);
      for (int j = 0; j < row.length; j++) {
        requireRange(row[j], i, j);
      }
    }
  }

  /** In float: as a double, 0.3f is larger than 0.3. */
  private void requireRange(double value, int row, int column) {
    if (!((float) lowest() <= (float) value && (float) value <= (float) highest())) {
      throw new IllegalArgumentException(
          "layer '%s': expected examples from %s to %s, got %s at [%d, %d]"
              .formatted(
                  layerConf().getLayerName(),
                  layerConf().getLowest(),
                  layerConf().getHighest(),
                  value,
                  row,
                  column));
    }
  }

  private double lowest() {
    return rounded(layerConf().getLowest());
  }

  private double highest() {
    return rounded(layerConf().getHighest());
  }

  /** An end of the range as a parameter can be equal to it. */
  private double rounded(double end) {
    return dataType == DataType.FLOAT ? (float) end : end;
  }

  private double clamped(double value) {
    return Math.min(Math.max(value, lowest()), highest());
  }

  private boolean isInRange(double value) {
    return lowest() <= value && value <= highest();
  }

  /** The pseudo-inputs as they are now, {@code [C, D]}, a copy. */
  public INDArray values() {
    INDArray values = Nd4j.createUninitialized(dataType, parameters().shape(), 'c');
    clamp(parameters(), values);
    return values;
  }

  /** The same for every batch, {@code [C, D]}. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray values =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, parameters().shape(), 'c');
    clamp(parameters(), values);
    return values;
  }

  private void clamp(INDArray from, INDArray into) {
    HostMatrix given = HostMatrix.reading(from);
    HostMatrix values = HostMatrix.of(into);
    Cores.share(
        values.rows(),
        values.columns(), // a nanosecond an element
        (start, end) -> {
          double[] row = new double[values.columns()];
          for (int i = start; i < end; i++) {
            given.get(i, 0, row.length, row);
            for (int j = 0; j < row.length; j++) {
              row[j] = clamped(row[j]);
            }
            values.put(i, 0, row.length, row);
          }
        });
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray byParameters = gradientViews.get(PseudoInputLayer.PSEUDO_INPUTS);
    gate(HostMatrix.reading(epsilon), HostMatrix.of(byParameters));
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(PseudoInputLayer.PSEUDO_INPUTS, byParameters);
    INDArray byInput = workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    return new Pair<>(gradient, byInput);
  }

  /** The gradient inside the range, and 0 outside. */
  private void gate(HostMatrix byValues, HostMatrix byParameters) {
    HostMatrix parameters = HostMatrix.of(parameters());
    Cores.share(
        byValues.rows(),
        byValues.columns(), // a nanosecond an element
        (from, to) -> {
          double[] parameter = new double[byValues.columns()];
          double[] gradient = new double[byValues.columns()];
          for (int i = from; i < to; i++) {
            parameters.get(i, 0, parameter.length, parameter);
            byValues.get(i, 0, gradient.length, gradient);
            for (int j = 0; j < gradient.length; j++) {
              gradient[j] = isInRange(parameter[j]) ? gradient[j] : 0;
            }
            byParameters.put(i, 0, gradient.length, gradient);
          }
        });
  }

  private INDArray parameters() {
    return getParam(PseudoInputLayer.PSEUDO_INPUTS);
  }

  /** A mask of N rows says nothing about C others. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int examples) {
    return null;
  }
}
