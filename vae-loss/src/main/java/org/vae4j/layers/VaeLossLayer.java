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
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.vae4j.loss.likelihood.Likelihood;

/**
 * The loss of a variational autoencoder as an output layer, in nats, minimised, summed over
 * features and latent units, averaged over the batch:
 *
 * <pre>
 * loss(x) = −log p(x | z)  +  klWeight(t) · KL( N(mean, diag exp(logVariance)) ‖ N(0, I) )
 * </pre>
 *
 * <p>Inputs, in this order: the decoder's output {@code [N, P]} (what the likelihood calls its
 * parameters) and the posterior {@code [N, 2L]} = {@code [mean | logVariance]}. {@code
 * addLayer("loss", layer, "logits", "posterior")} merges the two. Labels are x, {@code [N, D]}; a
 * label mask {@code [N, 1]} scales both terms of an example, {@code [N, D]} the reconstruction of a
 * feature. The output is the likelihood's mean, {@code [N, D]}.
 *
 * <p>{@code net.score(ds)}, listeners, early stopping and {@code scoreExamples} see the loss as
 * above; {@link VaeLoss#lossTerms} gives it term by term.
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, equation 10</a>
 * @see <a href="https://openreview.net/forum?id=Sy2fzU9gl">Higgins et al. 2017, the KL weight β</a>
 */
public final class VaeLossLayer extends NoParamLayer {
  private static final long serialVersionUID = 1;

  private int latentSize;
  private Likelihood likelihood;
  private ISchedule klWeight;

  /** For JSON; use the {@link Builder}. */
  public VaeLossLayer() {}

  private VaeLossLayer(Builder builder) {
    super(builder);
    setLatentSize(builder.latentSize);
    setLikelihood(builder.likelihood);
    setKlWeight(builder.klWeight);
    KlWeightSchedule.requireSurvivesJson(klWeight);
  }

  /** L. */
  public int getLatentSize() {
    return latentSize;
  }

  public void setLatentSize(int latentSize) {
    this.latentSize = LatentSize.require("VaeLossLayer", getLayerName(), latentSize);
  }

  /** p(x | z). */
  public Likelihood getLikelihood() {
    return likelihood;
  }

  public void setLikelihood(Likelihood likelihood) {
    this.likelihood = require("a likelihood", likelihood);
  }

  /** The weight of the KL term over time. */
  public ISchedule getKlWeight() {
    return klWeight;
  }

  public void setKlWeight(ISchedule klWeight) {
    this.klWeight = require("a klWeight schedule", klWeight);
  }

  private <T> T require(String what, T value) {
    if (value == null) {
      String name = getLayerName() == null ? "VaeLossLayer" : "layer '" + getLayerName() + "'";
      throw new IllegalArgumentException("%s: expected %s, got none".formatted(name, what));
    }
    return value;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    LatentSize.require("VaeLossLayer", getLayerName(), latentSize);
    require("a likelihood", likelihood);
    require("a klWeight schedule", klWeight);
    VaeLoss layer = new VaeLoss(conf, Precision.require(getLayerName(), type));
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  /** How many of the input's columns are the decoder's output. */
  long parameterCount(long columns) {
    long parameters = columns - 2L * latentSize;
    if (parameters < 1) {
      throw new IllegalStateException(
          "layer '%s': expected the decoder's output and a posterior of 2 * latentSize = %d columns, got %d columns in all"
              .formatted(getLayerName(), 2L * latentSize, columns));
    }
    return parameters;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    long parameters = parameterCount(FeedForwardInput.size(input, getLayerName()));
    return InputType.feedForward(likelihood.featureCount(parameters));
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return FeedForwardInput.preProcessor(input);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(
            getLayerName(), VaeLossLayer.class, input, getOutputType(-1, input))
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, input.arrayElementsPerExample())
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof VaeLossLayer that
        && latentSize == that.latentSize
        && Objects.equals(likelihood, that.likelihood)
        && Objects.equals(klWeight, that.klWeight);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof VaeLossLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), latentSize, likelihood, klWeight);
  }

  @Override
  public String toString() {
    return "VaeLossLayer(name=%s, latentSize=%d, likelihood=%s, klWeight=%s)"
        .formatted(getLayerName(), latentSize, likelihood, klWeight);
  }

  /** Builds a {@link VaeLossLayer}; latent size and likelihood are required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private int latentSize;
    private Likelihood likelihood;
    private ISchedule klWeight = new FixedSchedule(1);

    /** L, the number of latent units. */
    public Builder latentSize(int latentSize) {
      this.latentSize = latentSize;
      return this;
    }

    /** p(x | z). */
    public Builder likelihood(Likelihood likelihood) {
      this.likelihood = likelihood;
      return this;
    }

    /** A constant weight of the KL term, the β of a β-VAE; 1 by default. */
    public Builder klWeight(double klWeight) {
      return klWeight(new FixedSchedule(klWeight));
    }

    /** The weight of the KL term by iteration or epoch. */
    public Builder klWeight(ISchedule klWeight) {
      this.klWeight = klWeight;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the latent size is not positive, the likelihood is
     *     missing or the schedule does not survive JSON
     */
    @Override
    public VaeLossLayer build() {
      return new VaeLossLayer(this);
    }
  }
}
