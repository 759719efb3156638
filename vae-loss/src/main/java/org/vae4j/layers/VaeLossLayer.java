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
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.LatentSize;
import org.vae4j.loss.FixedPrior;
import org.vae4j.loss.InputPrior;
import org.vae4j.loss.KlPenalty;
import org.vae4j.loss.Precision;
import org.vae4j.loss.Prior;
import org.vae4j.loss.ReconstructionTerm;
import org.vae4j.loss.StandardNormalPrior;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.penalty.PosteriorPenalty;

/**
 * The loss of a variational autoencoder as an output layer, in nats, minimised, summed over
 * features and latent units, averaged over the batch:
 *
 * <pre>
 * loss(x) = −log p(x | z)  +  klWeight(t) · KL( N(mean, diag exp(logVariance)) ‖ p(z) )
 * </pre>
 *
 * <p>Inputs, in this order: the decoder's output {@code [N, P]} (what the likelihood calls its
 * parameters), the posterior {@code [N, 2L]} = {@code [mean | logVariance]}, with {@link
 * Prior#input} the prior {@code [N, 2L]}, and with a penalty that looks at it z {@code [N, L]}.
 * {@code addLayer("loss", layer, "logits", "posterior")} merges them. Labels are x, {@code [N, D]};
 * a label mask {@code [N, 1]} scales both terms of an example, {@code [N, D]} the reconstruction of
 * a feature. The output is the likelihood's mean, {@code [N, D]}.
 *
 * <p>The KL term can also be held at a capacity, or charge a unit of little KL a fixed number of
 * nats, {@link KlPenalty}. Both look at batch means, so that the loss of an example depends on its
 * batch.
 *
 * <p>A {@link PosteriorPenalty} of the aggregate posterior can come on top: {@link
 * Builder#penalty}. It is one number for a batch, which each example of it pays in full, so that
 * the mean over the examples is the penalty. Examples that a mask {@code [N, 1]} sets to 0 take no
 * part in it; of the others each pays its mask's share.
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
  private ISchedule klCapacity = new FixedSchedule(0);
  private double freeBits;
  private Prior prior = Prior.standardNormal();
  private PosteriorPenalty penalty;
  private ISchedule penaltyWeight = new FixedSchedule(0);

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
      SumOverFeatures.require(name(), reconstruction);
    }
    setKlWeight(builder.klWeight);
    setKlCapacity(builder.klCapacity);
    setFreeBits(builder.freeBits);
    setPrior(builder.prior);
    setPenalty(builder.penalty);
    setPenaltyWeight(builder.penaltyWeight);
    LossSchedule.requireSurvivesJson("klWeight", klWeight);
    LossSchedule.requireSurvivesJson("klCapacity", klCapacity);
    LossSchedule.requireSurvivesJson("penaltyWeight", penaltyWeight);
    requirePriorOfLatentSize();
    requirePriorOfPenalty();
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
              .formatted(name(), likelihood == null ? "none" : "both"));
    }
    if (reconstruction != null) {
      require("a reconstructionActivation", reconstructionActivation);
    } else if (reconstructionActivation != null) {
      throw new IllegalArgumentException(
          "%s: expected no reconstructionActivation with %s, which works on unconstrained outputs, got %s"
              .formatted(name(), likelihood, reconstructionActivation));
    }
  }

  /** The weight of the KL term over time. */
  public ISchedule getKlWeight() {
    return klWeight;
  }

  public void setKlWeight(ISchedule klWeight) {
    this.klWeight = require("a klWeight schedule", klWeight);
  }

  /** C over time, how many nats of KL the penalty aims at; 0 for as few as may be. */
  public ISchedule getKlCapacity() {
    return klCapacity;
  }

  public void setKlCapacity(ISchedule klCapacity) {
    this.klCapacity = require("a klCapacity schedule", klCapacity);
  }

  /** λ in nats: a latent unit whose KL is below it costs as much as at it. */
  public double getFreeBits() {
    return freeBits;
  }

  public void setFreeBits(double freeBits) {
    if (!(freeBits >= 0) || Double.isInfinite(freeBits)) {
      throw new IllegalArgumentException(
          "%s: expected finite freeBits >= 0, got %s".formatted(name(), freeBits));
    }
    this.freeBits = freeBits;
  }

  /** p(z). */
  public Prior getPrior() {
    return prior;
  }

  public void setPrior(Prior prior) {
    this.prior = require("a prior", prior);
  }

  /** A penalty of the aggregate posterior, or null. */
  public PosteriorPenalty getPenalty() {
    return penalty;
  }

  public void setPenalty(PosteriorPenalty penalty) {
    this.penalty = penalty;
  }

  /** The weight of that penalty over time. */
  public ISchedule getPenaltyWeight() {
    return penaltyWeight;
  }

  public void setPenaltyWeight(ISchedule penaltyWeight) {
    this.penaltyWeight = require("a penaltyWeight schedule", penaltyWeight);
  }

  /** That weight at a step. */
  double penaltyWeight(int iteration, int epoch) {
    return LossSchedule.valueAt(name(), "penaltyWeight", penaltyWeight, iteration, epoch);
  }

  /** Whether z is an input. */
  boolean needsLatent() {
    return penalty != null && penalty.needsLatent();
  }

  /** What is made of the KL divergence at a step. */
  KlPenalty klPenalty(int iteration, int epoch) {
    return new KlPenalty(
        LossSchedule.valueAt(name(), "klWeight", klWeight, iteration, epoch),
        LossSchedule.valueAt(name(), "klCapacity", klCapacity, iteration, epoch),
        freeBits);
  }

  private String name() {
    return getLayerName() == null ? "VaeLossLayer" : "layer '" + getLayerName() + "'";
  }

  private <T> T require(String what, T value) {
    if (value == null) {
      throw new IllegalArgumentException("%s: expected %s, got none".formatted(name(), what));
    }
    return value;
  }

  private void requirePriorOfLatentSize() {
    if (prior instanceof FixedPrior fixed && fixed.getMean().size() != latentSize) {
      throw new IllegalArgumentException(
          "%s: expected a prior of latentSize = %d units, got %d"
              .formatted(name(), latentSize, fixed.getMean().size()));
    }
  }

  private void requirePriorOfPenalty() {
    if (penalty != null && penalty.needsPriorDraws() && !(prior instanceof StandardNormalPrior)) {
      throw new IllegalArgumentException(
          "%s: expected the prior N(0, I) with the penalty %s, which draws from it, got %s"
              .formatted(name(), penalty.name(), prior));
    }
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
    requirePriorOfLatentSize();
    requirePriorOfPenalty();
    VaeLoss layer = new VaeLoss(conf, Precision.require(getLayerName(), type));
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  /** How many of the input's columns are the decoder's output. */
  long parameterCount(long columns) {
    long parameters = columns - latentColumns();
    if (parameters < 1) {
      throw new IllegalStateException(
          "%s: expected the decoder's output and %s columns, got %d columns in all"
              .formatted(name(), latentInputs(), columns));
    }
    return parameters;
  }

  /** P, how many decoder outputs the first term needs to describe D features. */
  public long decoderOutputs(long features) {
    return reconstructionTerm().parameterCount(features);
  }

  /** How many columns follow the decoder's output. */
  private long latentColumns() {
    long gaussians = prior instanceof InputPrior ? 2 : 1;
    return (2 * gaussians + (needsLatent() ? 1 : 0)) * latentSize;
  }

  /** What these columns are, for messages. */
  String latentInputs() {
    String gaussians = prior instanceof InputPrior ? "a posterior and a prior" : "a posterior";
    return "%s of 2 * latentSize = %d%s"
        .formatted(
            gaussians,
            2L * latentSize,
            needsLatent() ? " and z of latentSize = " + latentSize : "");
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    long columns = FeedForwardInput.size(input, getLayerName());
    long parameters = parameterCount(columns);
    try {
      return InputType.feedForward(reconstructionTerm().featureCount(parameters));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: of %d columns %d are left for the decoder's output beside %s: %s"
              .formatted(name(), columns, parameters, latentInputs(), e.getMessage()),
          e);
    }
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
        && Objects.equals(klWeight, that.klWeight)
        && Objects.equals(klCapacity, that.klCapacity)
        && freeBits == that.freeBits
        && Objects.equals(prior, that.prior)
        && Objects.equals(penalty, that.penalty)
        && Objects.equals(penaltyWeight, that.penaltyWeight);
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
        klWeight,
        klCapacity,
        freeBits,
        prior,
        penalty,
        penaltyWeight);
  }

  @Override
  public String toString() {
    return "VaeLossLayer(name=%s, latentSize=%d, reconstruction=%s, klWeight=%s, klCapacity=%s, freeBits=%s, prior=%s, penalty=%s, penaltyWeight=%s, labelCheck=%s)"
        .formatted(
            getLayerName(),
            latentSize,
            reconstructionTerm(),
            klWeight,
            klCapacity,
            freeBits,
            prior,
            penalty,
            penaltyWeight,
            labelCheck);
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
    private ISchedule klCapacity = new FixedSchedule(0);
    private double freeBits;
    private Prior prior = Prior.standardNormal();
    private PosteriorPenalty penalty;
    private ISchedule penaltyWeight = new FixedSchedule(0);

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
     * C over time, in nats: the penalty is klWeight · |KL − C|, with a large klWeight (the paper's
     * γ), so that the KL follows C. Usually a {@link org.vae4j.loss.LinearWarmup} from 0. With free
     * bits λ the penalty counts at least L · λ, so that a C below it cannot be reached.
     *
     * @see <a href="https://arxiv.org/abs/1804.03599">Burgess et al. 2018, equation 8</a>
     */
    public Builder klCapacity(ISchedule klCapacity) {
      this.klCapacity = klCapacity;
      return this;
    }

    /**
     * λ, in nats: a latent unit whose KL, averaged over the batch, is below λ costs λ, and has no
     * gradient. 0 by default.
     *
     * @see <a href="https://arxiv.org/abs/1606.04934">Kingma et al. 2016, appendix C.8</a>
     */
    public Builder freeBits(double freeBits) {
      this.freeBits = freeBits;
      return this;
    }

    /** p(z); N(0, I) by default. */
    public Builder prior(Prior prior) {
      this.prior = prior;
      return this;
    }

    /**
     * A penalty of the aggregate posterior, with a constant weight; none by default. If it looks at
     * z, z is the layer's last input.
     */
    public Builder penalty(PosteriorPenalty penalty, double weight) {
      return penalty(penalty, new FixedSchedule(weight));
    }

    /** The same with a weight by iteration or epoch. */
    public Builder penalty(PosteriorPenalty penalty, ISchedule weight) {
      this.penalty = penalty;
      this.penaltyWeight = weight;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the latent size is not positive, the likelihood is
     *     missing, the reconstruction loss averages, free bits are negative, the prior has another
     *     size or is not the penalty's, or a schedule does not survive JSON
     */
    @Override
    public VaeLossLayer build() {
      return new VaeLossLayer(this);
    }
  }
}
