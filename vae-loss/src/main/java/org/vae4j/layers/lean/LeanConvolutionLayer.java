package org.vae4j.layers.lean;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A two-dimensional convolution, {@code [N, C, H, W]} to {@code [N, F, H', W']}, with the same
 * parameters, initialisation and results as DL4J's {@code ConvolutionLayer} in its format NCHW,
 * with which it is interchangeable, and several times as fast on a CPU.
 *
 * <p>One matrix product for a few images at a time, bias and rectifier in the same pass, no second
 * forward pass inside the backward one, and, where {@link Builder#inputGradient} says so, no
 * gradient by the network's input, which nobody reads. Its output has DL4J's shape, but the
 * channels lie last in memory; what follows need not know.
 *
 * <p>What the backward pass needs is kept in training alone, so DL4J's {@code
 * FrozenLayerWithBackprop}, which runs a layer forward as at inference and then backward, is
 * refused; {@code FrozenLayer} is not.
 */
public final class LeanConvolutionLayer extends ConvolutionLayer {
  private static final long serialVersionUID = 1;

  private boolean inputGradient = true;

  /** For JSON; use the {@link Builder}. */
  public LeanConvolutionLayer() {}

  private LeanConvolutionLayer(Builder builder) {
    super(builder);
    inputGradient = builder.inputGradient;
  }

  /** Whether the gradient by the layer's input is computed. */
  public boolean isInputGradient() {
    return inputGradient;
  }

  public void setInputGradient(boolean inputGradient) {
    this.inputGradient = inputGradient;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    LayerValidation.assertNInNOutSet(
        "LeanConvolutionLayer", getLayerName(), index, getNIn(), getNOut());
    return LeanImageLayer.initialised(
        new LeanConvolution(conf, type), conf, listeners, index, parameters, initialize);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return input instanceof InputType.InputTypeConvolutionalFlat flat
        ? new RowsToImages(flat.getHeight(), flat.getWidth(), flat.getDepth())
        : super.getPreProcessorForInputType(input);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // copies all fields
  public LeanConvolutionLayer clone() {
    return (LeanConvolutionLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && inputGradient == ((LeanConvolutionLayer) other).inputGradient;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof LeanConvolutionLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), inputGradient);
  }

  /** Builds a {@link LeanConvolutionLayer}; {@link #nOut}, the number of filters, is required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends WindowBuilder<Builder> {
    private boolean inputGradient = true;

    /**
     * False for a layer that sees the network's input only, if nobody asks for the gradient by it.
     * True by default.
     */
    public Builder inputGradient(boolean inputGradient) {
      this.inputGradient = inputGradient;
      return this;
    }

    @Override
    public LeanConvolutionLayer build() {
      validate();
      return new LeanConvolutionLayer(this);
    }
  }
}
