package org.vae4j.layers.lean;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.lean.product.MatrixProduct;
import org.vae4j.layers.lean.product.RowPass;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/**
 * The {@link LeanDenseLayer} at work in a network.
 *
 * <p>Three products: y = x·W, dW = xᵀ·dz, dx = dz·Wᵀ.
 */
public final class LeanDense extends BaseLayer<LeanDenseLayer> {
  private static final long serialVersionUID = 1;

  /** Without the cap, threshold or slope that DL4J's can have. */
  private static final ActivationReLU PLAIN_RECTIFIER = new ActivationReLU();

  /** z of the last training pass, where the activation's derivative needs it. */
  private transient INDArray preActivation;

  /** Of the last pass. */
  private transient Gate gate = new Gate(0, 0);

  LeanDense(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireShape();
    applyDropOutIfNecessary(training, workspaces);
    INDArray weights = getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, training, workspaces);
    INDArray bias = getParamWithNoise(DefaultParamInitializer.BIAS_KEY, training, workspaces);
    INDArray z =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            weights.dataType(),
            new long[] {input.size(0), weights.size(1)},
            'c');
    INDArray x = input.castTo(dataType);
    if (isRectifierOrIdentity()) {
      MatrixProduct.set(x, weights, z, biasAndRectifier(z, bias));
      return z;
    }
    MatrixProduct.set(x, weights, z);
    INDArray y = activation(z, bias, training, workspaces);
    if (maskArray != null) {
      applyMask(y);
    }
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray bySum = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
    INDArray dz =
        isRectifierOrIdentity() ? throughGate(epsilon, bySum) : throughActivation(epsilon, bySum);

    INDArray byWeights = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
    MatrixProduct.set(input.castTo(dataType).transpose(), dz, byWeights);

    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, byWeights);
    gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, bySum);
    INDArray byInput = layerConf().isInputGradient() ? inputGradient(dz, workspaces) : null;
    weightNoiseParams.clear();
    return new Pair<>(gradient, byInput);
  }

  private INDArray inputGradient(INDArray dz, LayerWorkspaceMgr workspaces) {
    INDArray weights = getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, true, workspaces);
    INDArray byInput =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD,
            dz.dataType(),
            new long[] {dz.size(0), weights.size(0)},
            'c');
    MatrixProduct.set(dz, weights.transpose(), byInput);
    return backpropDropOutIfPresent(byInput);
  }

  private boolean isRectifierOrIdentity() {
    IActivation activation = layerConf().getActivationFn();
    return dataType == DataType.FLOAT
        && maskArray == null
        && (activation instanceof ActivationIdentity || PLAIN_RECTIFIER.equals(activation));
  }

  private boolean rectifies() {
    return layerConf().getActivationFn() instanceof ActivationReLU;
  }

  private RowPass.Factory biasAndRectifier(INDArray z, INDArray bias) {
    int rows = Math.toIntExact(z.size(0));
    int columns = Math.toIntExact(z.size(1));
    if (rectifies() && !gate.fits(rows, columns)) {
      gate = new Gate(rows, columns);
    }
    HostMatrix biases = HostMatrix.of(bias.reshape(1, columns));
    return (from, count) -> {
      float[] part = new float[count];
      biases.get(0, from, count, part);
      return new BiasAndRectifier(part, rectifies() ? gate : null, from);
    };
  }

  /** dz = dy · gate, in place; the column sums are the bias's gradient. */
  private INDArray throughGate(INDArray epsilon, INDArray bySum) {
    HostMatrix rows = HostMatrix.of(epsilon);
    HostMatrix sums = HostMatrix.of(bySum.reshape(1, rows.columns()));
    Cores.share(
        rows.columns(),
        rows.rows(), // a nanosecond an element
        (from, to) -> {
          float[] row = new float[to - from];
          float[] open = new float[row.length];
          float[] sum = new float[row.length];
          for (int i = 0; i < rows.rows(); i++) {
            rows.get(i, from, row.length, row);
            if (rectifies()) {
              gate.get(i, from, open);
              multiply(row, open);
              rows.put(i, from, row.length, row);
            }
            add(sum, row);
          }
          sums.put(0, from, sum.length, sum);
        });
    return epsilon;
  }

  private static void multiply(float[] row, float[] open) {
    for (int j = 0; j < row.length; j++) {
      row[j] *= open[j];
    }
  }

  private static void add(float[] sum, float[] row) {
    for (int j = 0; j < row.length; j++) {
      sum[j] += row[j];
    }
  }

  private INDArray activation(
      INDArray z, INDArray bias, boolean training, LayerWorkspaceMgr workspaces) {
    z.addiRowVector(bias);
    if (maskArray != null) {
      applyMask(z);
    }
    if (training) {
      preActivation = workspaces.dup(ArrayType.ACTIVATIONS, z, 'c');
    }
    return layerConf().getActivationFn().getActivation(z, training);
  }

  private INDArray throughActivation(INDArray epsilon, INDArray bySum) {
    INDArray dz = layerConf().getActivationFn().backprop(preActivation, epsilon).getFirst();
    if (maskArray != null) {
      applyMask(dz);
    }
    dz.sum(bySum, 0);
    return dz;
  }

  private void requireShape() {
    if (input.rank() != 2 || input.size(1) != layerConf().getNIn()) {
      throw new DL4JInvalidInputException(
          "layer '%s': expected input [N, %d], got %s"
              .formatted(
                  layerConf().getLayerName(),
                  layerConf().getNIn(),
                  Arrays.toString(input.shape())));
    }
  }

  @Override
  public void fit(INDArray input, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException("fit: call fit on the network");
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clear() {
    super.clear();
    preActivation = null;
  }
}
