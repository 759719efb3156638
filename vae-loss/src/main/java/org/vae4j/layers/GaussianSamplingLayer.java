package org.vae4j.layers;

import java.util.Collection;
import java.util.Objects;
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
import org.vae4j.layers.base.SampleCount;
import org.vae4j.loss.Precision;

/**
 * Draws z from the posterior by the reparameterisation trick: input {@code [N, 2L]} = {@code [mean
 * | logVariance]}, output {@code [N, L]}; with K samples {@code [N·K, L]}, where draw k of example
 * i is row i·K + k.
 *
 * <pre>
 * training:   z = mean + exp(½ logVariance) · ε,   ε ~ N(0, I)
 * inference:  z = mean, in each of an example's K rows
 * </pre>
 *
 * <p>ε comes from {@code Nd4j.getRandom()}; {@link GaussianSampling#setNoiseSource} and {@link
 * GaussianSampling#setSampleAtInference} change that on a live network. A dropout that is set for
 * the whole network does not apply here.
 *
 * <p>With {@link Builder#doublyReparameterised} the gradient of each draw is multiplied by the
 * draw's normalised importance weight, which the network's {@link ImportanceWeightedLossLayer} has
 * found in the same step: see {@link GradientEstimator#DOUBLY_REPARAMETERISED}.
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, section 2.4</a>
 */
public final class GaussianSamplingLayer extends NoParamLayer {
  private static final long serialVersionUID = 1;

  private int latentSize;
  private int samples = 1;
  private boolean doublyReparameterised;

  /** For JSON; use the {@link Builder}. */
  public GaussianSamplingLayer() {}

  private GaussianSamplingLayer(Builder builder) {
    super(builder);
    setLatentSize(builder.latentSize);
    setSamples(builder.samples);
    setDoublyReparameterised(builder.doublyReparameterised);
  }

  /** L. */
  public int getLatentSize() {
    return latentSize;
  }

  public void setLatentSize(int latentSize) {
    this.latentSize = LatentSize.require("GaussianSamplingLayer", getLayerName(), latentSize);
  }

  /** K, how many draws of z an example gets. */
  public int getSamples() {
    return samples;
  }

  public void setSamples(int samples) {
    this.samples = SampleCount.require("GaussianSamplingLayer", getLayerName(), samples);
  }

  /** Whether the gradient of each draw is multiplied by its normalised importance weight. */
  public boolean isDoublyReparameterised() {
    return doublyReparameterised;
  }

  public void setDoublyReparameterised(boolean doublyReparameterised) {
    this.doublyReparameterised = doublyReparameterised;
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
        .workingMemory(0, 0, 0, (long) samples * latentSize) // ε is kept for the backward pass
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof GaussianSamplingLayer that
        && latentSize == that.latentSize
        && samples == that.samples
        && doublyReparameterised == that.doublyReparameterised;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof GaussianSamplingLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), latentSize, samples, doublyReparameterised);
  }

  @Override
  public String toString() {
    return "GaussianSamplingLayer(name=%s, latentSize=%d, samples=%d, doublyReparameterised=%s)"
        .formatted(getLayerName(), latentSize, samples, doublyReparameterised);
  }

  /** Builds a {@link GaussianSamplingLayer}; {@link #latentSize} is required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private int latentSize;
    private int samples = 1;
    private boolean doublyReparameterised;

    /** L, the number of latent units. */
    public Builder latentSize(int latentSize) {
      this.latentSize = latentSize;
      return this;
    }

    /** K, how many draws of z an example gets; 1 by default. */
    public Builder samples(int samples) {
      this.samples = samples;
      return this;
    }

    /**
     * Whether the gradient of each draw is multiplied by its normalised importance weight; false by
     * default. It is one part of three, see {@link GradientEstimator#DOUBLY_REPARAMETERISED}.
     */
    public Builder doublyReparameterised(boolean doublyReparameterised) {
      this.doublyReparameterised = doublyReparameterised;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the latent size or the number of samples is not positive
     */
    @Override
    public GaussianSamplingLayer build() {
      return new GaussianSamplingLayer(this);
    }
  }
}
