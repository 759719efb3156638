package org.vae4j.layers.base;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;

/** An output layer with its labels and their mask, that remembers whether it has computed them. */
public abstract class LabelledOutput<C extends Layer> extends OutputWithoutClasses<C> {
  private static final long serialVersionUID = 1;

  /** x, or null. */
  protected transient INDArray labels;

  /** Whether what was computed last is of the input, labels and mask that are set now. */
  protected boolean current;

  protected LabelledOutput(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** Refuses to go on without input or labels. */
  protected final void requireInputAndLabels() {
    assertInputSet(true);
    if (labels == null) {
      throw new IllegalStateException(name() + ": expected labels x [N, D], none are set");
    }
  }

  /** Whether there is a mask {@code [N, 1]}, one of examples. */
  protected final boolean masksExamples() {
    return maskArray != null && maskArray.rank() == 2 && maskArray.size(1) == 1;
  }

  /** The factors of a mask {@code [N, 1]}; 1 if there is none, or one of features. */
  protected final double[] exampleWeights(int examples) {
    double[] weights = new double[examples];
    Arrays.fill(weights, 1);
    if (masksExamples()) {
      HostMatrix mask = HostMatrix.reading(maskArray);
      double[] weight = new double[1];
      for (int i = 0; i < examples; i++) {
        mask.get(i, 0, 1, weight);
        weights[i] = weight[0];
      }
    }
    return weights;
  }

  /** For messages. */
  protected final String name() {
    return "layer '" + layerConf().getLayerName() + "'";
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    super.setInput(input, workspaces);
    current = false;
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public INDArray getLabels() {
    return labels;
  }

  @Override
  public void setLabels(INDArray labels) {
    this.labels = labels;
    current = false;
  }

  /** The label mask; DL4J sets it anew between the gradient and the score of one step. */
  @Override
  public void setMaskArray(INDArray mask) {
    current &= mask == maskArray;
    super.setMaskArray(mask);
  }

  /** A mask of the features is not one of the labels: it is passed on, not applied. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    return new Pair<>(mask, state);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {}

  @Override
  public void clear() {
    super.clear();
    labels = null;
    current = false;
  }
}
