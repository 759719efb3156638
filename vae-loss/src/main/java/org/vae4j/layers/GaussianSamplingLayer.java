package org.vae4j.layers;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.LatentSize;
import org.vae4j.loss.Precision;

/**
 * Draws z from the posterior by the reparameterisation trick: input {@code [N, 2L]} = {@code [mean
 * | logVariance]}, output {@code [N, L]}.
 *
 * <pre>
 * training:   z = mean + exp(½ logVariance) · ε,   ε ~ N(0, I)
 * inference:  z = mean
 * </pre>
 *
 * <p>ε comes from {@code Nd4j.getRandom()}; {@link GaussianSampling#setNoiseSource} and {@link
 * GaussianSampling#setSampleAtInference} change that on a live network. A dropout that is set for
 * the whole network does not apply here.
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, section 2.4</a>
 */
public final class GaussianSamplingLayer extends NoParamLayer {
  private static final long serialVersionUID = 1;

  private int latentSize;

  /** For JSON; use the {@link Builder}. */
  public GaussianSamplingLayer() {}

  private GaussianSamplingLayer(Builder builder) {
    super(builder);
    setLatentSize(builder.latentSize);
  }

  /** L. */
  public int getLatentSize() {
    return latentSize;
  }

  public void setLatentSize(int latentSize) {
    this.latentSize = LatentSize.require("GaussianSamplingLayer", getLayerName(), latentSize);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    LatentSize.require("GaussianSamplingLayer", getLayerName(), latentSize);
    GaussianSampling layer = new GaussianSampling(conf, Precision.require(getLayerName(), type));
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    requireColumns(FeedForwardInput.size(input, getLayerName()));
    return InputType.feedForward(latentSize);
  }

  void requireColumns(long columns) {
    if (columns != 2L * latentSize) {
      throw new IllegalStateException(
          "layer '%s': expected a posterior of 2 * latentSize = %d columns [mean | logVariance], got %d"
              .formatted(getLayerName(), 2L * latentSize, columns));
    }
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return FeedForwardInput.preProcessor(input);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(
            getLayerName(), GaussianSamplingLayer.class, input, getOutputType(-1, input))
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, latentSize) // ε is kept for the backward pass
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && latentSize == ((GaussianSamplingLayer) other).latentSize;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof GaussianSamplingLayer;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + latentSize;
  }

  @Override
  public String toString() {
    return "GaussianSamplingLayer(name=%s, latentSize=%d)".formatted(getLayerName(), latentSize);
  }

  /** Builds a {@link GaussianSamplingLayer}; {@link #latentSize} is required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private int latentSize;

    /** L, the number of latent units. */
    public Builder latentSize(int latentSize) {
      this.latentSize = latentSize;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the latent size is not positive
     */
    @Override
    public GaussianSamplingLayer build() {
      return new GaussianSamplingLayer(this);
    }
  }
}
