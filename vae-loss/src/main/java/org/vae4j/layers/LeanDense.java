package org.vae4j.layers;

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
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.Cores;
import org.vae4j.loss.HostMatrix;

/**
 * The {@link LeanDenseLayer} at work in a network.
 *
 * <p>Activations and gradients are row-major. BLAS is column-major and sees their transposes, so
 * that every product is one call without a copy: yᵀ = Wᵀ·xᵀ, dW = xᵀ·dz, dxᵀ = W·dzᵀ.
 */
public final class LeanDense extends BaseLayer<LeanDenseLayer> {
  private static final long serialVersionUID = 1;

  /** Without the cap, threshold or slope that DL4J's can have. */
  private static final ActivationReLU PLAIN_RECTIFIER = new ActivationReLU();

  /** Elements that are worth waking another core. */
  private static final int WORTHWHILE = 20_000;

  /** z of the last training pass, where the activation's derivative needs it. */
  private transient INDArray preActivation;

  /** 1 where the rectifier let an output of the last pass through, else 0, row by row. */
  private transient float[] gate = {};

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
    Nd4j.gemm(weights, input.castTo(dataType).transpose(), z.transpose(), true, false, 1, 0);

    INDArray y =
        isRectifierOrIdentity()
            ? addBiasInPlace(z, bias)
            : activation(z, bias, training, workspaces);
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
    Nd4j.gemm(input.castTo(dataType).transpose(), dz.transpose(), byWeights, false, true, 1, 0);

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
    Nd4j.gemm(weights, dz.transpose(), byInput.transpose(), false, false, 1, 0);
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

  /** Bias and rectifier in one pass over plain floats; the cores share the columns. */
  private INDArray addBiasInPlace(INDArray z, INDArray bias) {
    HostMatrix rows = HostMatrix.of(z);
    HostMatrix biases = HostMatrix.of(bias.reshape(1, rows.columns()));
    if (rectifies() && gate.length != rows.rows() * rows.columns()) {
      gate = new float[rows.rows() * rows.columns()];
    }
    Cores.share(
        rows.columns(),
        worthwhileColumns(rows.rows()),
        (from, to) -> {
          float[] b = new float[to - from];
          biases.get(0, from, b.length, b);
          float[] row = new float[b.length];
          for (int i = 0; i < rows.rows(); i++) {
            rows.get(i, from, row.length, row);
            for (int j = 0; j < row.length; j++) {
              row[j] += b[j];
            }
            if (rectifies()) {
              rectify(row, i * rows.columns() + from);
            }
            rows.put(i, from, row.length, row);
          }
        });
    return z;
  }

  /** So many columns, some 1 ns an element, are worth waking another core. */
  private static int worthwhileColumns(int rows) {
    return 1 + WORTHWHILE / rows;
  }

  /** Without a branch, so that the loop is vectorised; no activation is a denormal number. */
  private void rectify(float[] row, int at) {
    for (int j = 0; j < row.length; j++) {
      float y = Math.max(row[j], 0);
      row[j] = y;
      gate[at + j] = Math.min(y * Float.MAX_VALUE, 1);
    }
  }

  /** dz = dy · gate, in place; the column sums are the bias's gradient. */
  private INDArray throughGate(INDArray epsilon, INDArray bySum) {
    HostMatrix rows = HostMatrix.of(epsilon);
    HostMatrix sums = HostMatrix.of(bySum.reshape(1, rows.columns()));
    Cores.share(
        rows.columns(),
        worthwhileColumns(rows.rows()),
        (from, to) -> {
          float[] row = new float[to - from];
          float[] sum = new float[row.length];
          for (int i = 0; i < rows.rows(); i++) {
            rows.get(i, from, row.length, row);
            if (rectifies()) {
              throughGate(row, i * rows.columns() + from);
              rows.put(i, from, row.length, row);
            }
            for (int j = 0; j < row.length; j++) {
              sum[j] += row[j];
            }
          }
          sums.put(0, from, sum.length, sum);
        });
    return epsilon;
  }

  private void throughGate(float[] row, int at) {
    for (int j = 0; j < row.length; j++) {
      row[j] *= gate[at + j];
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
