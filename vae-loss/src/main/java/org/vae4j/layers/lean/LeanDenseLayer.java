package org.vae4j.layers.lean;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected layer, activation(x·W + b), that computes each product once: the same
 * parameters, initialisation and results as DL4J's {@code DenseLayer} with which it is
 * interchangeable, and less work a step.
 *
 * <p>What it leaves out: the second forward product that {@code DenseLayer} does inside its
 * backward pass, and, where {@link Builder#inputGradient} says so, the gradient by the network's
 * input, which nobody reads. Layer normalisation is not offered.
 */
public final class LeanDenseLayer extends FeedForwardLayer {
  private static final long serialVersionUID = 1;

  private boolean inputGradient = true;

  /** For JSON; use the {@link Builder}. */
  public LeanDenseLayer() {}

  private LeanDenseLayer(Builder builder) {
    super(builder);
    inputGradient = builder.inputGradient;
    initializeConstraints(builder);
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
    LayerValidation.assertNInNOutSet("LeanDenseLayer", getLayerName(), index, getNIn(), getNOut());
    LeanDense layer = new LeanDense(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return DefaultParamInitializer.getInstance();
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    InputType output = getOutputType(-1, input);
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(getLayerName(), LeanDenseLayer.class, input, output)
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, 0, 0, output.arrayElementsPerExample())
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && inputGradient == ((LeanDenseLayer) other).inputGradient;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof LeanDenseLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), inputGradient);
  }

  /** Builds a {@link LeanDenseLayer}; {@link #nOut} is required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private boolean inputGradient = true;

    /**
     * False for a layer that sees the network's input only, if nobody asks for the gradient by it:
     * one matrix product less a step. True by default.
     */
    public Builder inputGradient(boolean inputGradient) {
      this.inputGradient = inputGradient;
      return this;
    }

    @Override
    public LeanDenseLayer build() {
      return new LeanDenseLayer(this);
    }
  }
}
