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
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.vae4j.loss.ReconstructionTerm;
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
 * <p>In place of −log p(x | z) the first term can be one of DL4J's losses that sums over features:
 * {@link Builder#reconstruction}. Then there is no density, and the output is the activation that
 * the loss gets.
 *
 * <p>Labels outside the likelihood's domain are refused at the first batch, see {@link LabelCheck}.
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
  private ILossFunction reconstruction;
  private IActivation reconstructionActivation;
  private LabelCheck labelCheck = LabelCheck.FIRST_BATCH;
  private ISchedule klWeight;

  /** For JSON; use the {@link Builder}. */
  public VaeLossLayer() {}

  private VaeLossLayer(Builder builder) {
    super(builder);
    setLatentSize(builder.latentSize);
    setLikelihood(builder.likelihood);
    setReconstruction(builder.reconstruction);
    setReconstructionActivation(
        reconstruction != null && builder.reconstructionActivation == null
            ? new ActivationIdentity()
            : builder.reconstructionActivation);
    setLabelCheck(builder.labelCheck);
    requireOneReconstruction();
    if (reconstruction != null) {
      SumOverFeatures.require(owner(), reconstruction);
    }
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

  /** p(x | z), or null if there is a {@link #getReconstruction} in its place. */
  public Likelihood getLikelihood() {
    return likelihood;
  }

  public void setLikelihood(Likelihood likelihood) {
    this.likelihood = likelihood;
  }

  /** A loss without a density as the reconstruction term, or null. */
  public ILossFunction getReconstruction() {
    return reconstruction;
  }

  public void setReconstruction(ILossFunction reconstruction) {
    this.reconstruction = reconstruction;
  }

  /** What the reconstruction loss applies to the decoder's output, null with a likelihood. */
  public IActivation getReconstructionActivation() {
    return reconstructionActivation;
  }

  public void setReconstructionActivation(IActivation reconstructionActivation) {
    this.reconstructionActivation = reconstructionActivation;
  }

  /** When labels are looked at. */
  public LabelCheck getLabelCheck() {
    return labelCheck;
  }

  public void setLabelCheck(LabelCheck labelCheck) {
    this.labelCheck = require("a labelCheck", labelCheck);
  }

  /** The likelihood, or what stands in its place. */
  ReconstructionTerm reconstructionTerm() {
    return likelihood != null
        ? likelihood
        : new SummedLoss(reconstruction, reconstructionActivation);
  }

  private void requireOneReconstruction() {
    if ((likelihood == null) == (reconstruction == null)) {
      throw new IllegalArgumentException(
          "%s: expected a likelihood or a reconstruction loss, got %s"
              .formatted(owner(), likelihood == null ? "none" : "both"));
    }
    if (reconstruction != null) {
      require("a reconstructionActivation", reconstructionActivation);
    } else if (reconstructionActivation != null) {
      throw new IllegalArgumentException(
          "%s: expected no reconstructionActivation with %s, which works on unconstrained outputs, got %s"
              .formatted(owner(), likelihood, reconstructionActivation));
    }
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
      throw new IllegalArgumentException("%s: expected %s, got none".formatted(owner(), what));
    }
    return value;
  }

  private String owner() {
    return getLayerName() == null ? "VaeLossLayer" : "layer '" + getLayerName() + "'";
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
    requireOneReconstruction();
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
    return InputType.feedForward(reconstructionTerm().featureCount(parameters));
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
        && Objects.equals(reconstruction, that.reconstruction)
        && Objects.equals(reconstructionActivation, that.reconstructionActivation)
        && labelCheck == that.labelCheck
        && Objects.equals(klWeight, that.klWeight);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof VaeLossLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(),
        latentSize,
        likelihood,
        reconstruction,
        reconstructionActivation,
        labelCheck,
        klWeight);
  }

  @Override
  public String toString() {
    return "VaeLossLayer(name=%s, latentSize=%d, reconstruction=%s, klWeight=%s, labelCheck=%s)"
        .formatted(getLayerName(), latentSize, reconstructionTerm(), klWeight, labelCheck);
  }

  /** Builds a {@link VaeLossLayer}; latent size and likelihood (or reconstruction) are required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private int latentSize;
    private Likelihood likelihood;
    private ILossFunction reconstruction;
    private IActivation reconstructionActivation;
    private LabelCheck labelCheck = LabelCheck.FIRST_BATCH;
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

    /**
     * One of DL4J's losses in place of a likelihood, such as {@code LossL2}: one that sums over
     * features, which is tried when the layer is built. With it there is no density: nothing to
     * sample x from, no log-probability.
     *
     * @param loss takes labels {@code [N, D]} and outputs {@code [N, D]}
     */
    public Builder reconstruction(ILossFunction loss) {
      if (loss instanceof Likelihood isOne) {
        return likelihood(isOne);
      }
      reconstruction = loss;
      return this;
    }

    /**
     * What the reconstruction loss applies to the decoder's output, and the network's output then
     * is; IDENTITY by default.
     */
    public Builder reconstructionActivation(IActivation activation) {
      reconstructionActivation = activation;
      return this;
    }

    /** As the one above, by the activation's name. */
    public Builder reconstructionActivation(Activation activation) {
      return reconstructionActivation(activation.getActivationFunction());
    }

    /** When to look for labels outside the domain; at the first batch by default. */
    public Builder labelCheck(LabelCheck labelCheck) {
      this.labelCheck = labelCheck;
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
     *     missing, the reconstruction loss averages or the schedule does not survive JSON
     */
    @Override
    public VaeLossLayer build() {
      return new VaeLossLayer(this);
    }
  }
}
