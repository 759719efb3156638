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
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.SampleCount;
import org.vae4j.loss.Precision;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.likelihood.Likelihood;

/**
 * The loss of a variational autoencoder from K draws of z an example, whatever the posterior and
 * the prior are, as an output layer: in nats, minimised, averaged over the batch.
 *
 * <pre>
 * log w_k = log p(x | z_k) + klWeight(t) · (log p(z_k) − log q(z_k | x))
 * loss(x) = −log 1/K Σ_k w_k   with bound IWAE
 *           −1/K Σ_k log w_k   with bound ELBO
 * </pre>
 *
 * <p>Inputs, in this order: the decoder's output {@code [N·K, P]}, log q(z | x) {@code [N·K, 1]}
 * and log p(z) {@code [N·K, 1]}; draw k of example i is row i·K + k. {@code addLayer("loss", layer,
 * "logits", "logPosterior", "logPrior")} merges them. Labels are x, {@code [N, D]}; a label mask
 * {@code [N, 1]} multiplies the loss of an example, {@code [N, D]} the reconstruction of a feature.
 * The output is the likelihood's mean, {@code [N·K, D]}.
 *
 * <p>Labels outside the likelihood's domain are refused at the first batch, see {@link LabelCheck}.
 *
 * <p>{@code net.score(ds)}, listeners, early stopping and {@code scoreExamples} see the loss as
 * above; {@link ImportanceWeightedLoss#boundTerms} gives it term by term.
 *
 * @see <a href="https://arxiv.org/abs/1509.00519">Burda et al. 2016, equation 8</a>
 */
public final class ImportanceWeightedLossLayer extends NoParamLayer {
  private static final long serialVersionUID = 1;

  private int samples = 1;
  private Likelihood likelihood;
  private Bound bound = Bound.IWAE;
  private GradientEstimator gradient = GradientEstimator.STANDARD;
  private ISchedule klWeight = new FixedSchedule(1);
  private LabelCheck labelCheck = LabelCheck.FIRST_BATCH;

  /** For JSON; use the {@link Builder}. */
  public ImportanceWeightedLossLayer() {}

  private ImportanceWeightedLossLayer(Builder builder) {
    super(builder);
    setSamples(builder.samples);
    setLikelihood(builder.likelihood);
    setBound(builder.bound);
    setGradient(builder.gradient);
    setKlWeight(builder.klWeight);
    setLabelCheck(builder.labelCheck);
    LossSchedule.requireSurvivesJson("ImportanceWeightedLossLayer", "klWeight", klWeight);
    requireUnbiasedGradient();
  }

  /** K, how many draws of z an example has. */
  public int getSamples() {
    return samples;
  }

  public void setSamples(int samples) {
    this.samples = SampleCount.require("ImportanceWeightedLossLayer", getLayerName(), samples);
  }

  /** p(x | z). */
  public Likelihood getLikelihood() {
    return likelihood;
  }

  public void setLikelihood(Likelihood likelihood) {
    this.likelihood = require("a likelihood", likelihood);
  }

  /** Which bound of log p(x) is raised. */
  public Bound getBound() {
    return bound;
  }

  public void setBound(Bound bound) {
    this.bound = require("a bound", bound);
  }

  /** How the gradient of the encoder is estimated. */
  public GradientEstimator getGradient() {
    return gradient;
  }

  public void setGradient(GradientEstimator gradient) {
    this.gradient = require("a gradient estimator", gradient);
  }

  /** The weight of log p(z) − log q(z | x) over time. */
  public ISchedule getKlWeight() {
    return klWeight;
  }

  public void setKlWeight(ISchedule klWeight) {
    this.klWeight = require("a klWeight schedule", klWeight);
  }

  /** When labels are looked at. */
  public LabelCheck getLabelCheck() {
    return labelCheck;
  }

  public void setLabelCheck(LabelCheck labelCheck) {
    this.labelCheck = require("a labelCheck", labelCheck);
  }

  /** The weight at a step. */
  double klWeightAt(int iteration, int epoch) {
    return LossSchedule.valueAt(name(), "klWeight", klWeight, iteration, epoch);
  }

  private void requireUnbiasedGradient() {
    if (samples == 1) {
      return; // the bounds are one then, and so are the estimators but for the standard one
    }
    if (bound == Bound.IWAE && gradient == GradientEstimator.STICKING_THE_LANDING) {
      throw new IllegalArgumentException(
          "%s: STICKING_THE_LANDING is biased with bound IWAE and samples = %d (Tucker et al. 2019, section 3): expected DOUBLY_REPARAMETERISED or STANDARD"
              .formatted(name(), samples));
    }
    if (bound == Bound.ELBO && gradient == GradientEstimator.DOUBLY_REPARAMETERISED) {
      throw new IllegalArgumentException(
          "%s: DOUBLY_REPARAMETERISED is the gradient of bound IWAE; with ELBO and samples = %d expected STICKING_THE_LANDING or STANDARD"
              .formatted(name(), samples));
    }
  }

  private String name() {
    return getLayerName() == null
        ? "ImportanceWeightedLossLayer"
        : "layer '" + getLayerName() + "'";
  }

  private <T> T require(String what, T value) {
    if (value == null) {
      throw new IllegalArgumentException("%s: expected %s, got none".formatted(name(), what));
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
    require("a likelihood", likelihood);
    requireUnbiasedGradient();
    ImportanceWeightedLoss layer =
        new ImportanceWeightedLoss(conf, Precision.require(getLayerName(), type));
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  /** P, how many of the input's columns are the decoder's output. */
  long parameterCount(long columns) {
    if (columns < 3) {
      throw new IllegalStateException(
          "%s: expected the decoder's output, log q(z | x) and log p(z), one column each of the latter, got %d columns in all"
              .formatted(name(), columns));
    }
    return columns - 2;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    long columns = FeedForwardInput.size(input, getLayerName());
    long parameters = parameterCount(columns);
    try {
      return InputType.feedForward(likelihood.featureCount(parameters));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: of %d columns %d are left for the decoder's output beside log q(z | x) and log p(z): %s"
              .formatted(name(), columns, parameters, e.getMessage()),
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
            getLayerName(), ImportanceWeightedLossLayer.class, input, getOutputType(-1, input))
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, samples * input.arrayElementsPerExample())
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof ImportanceWeightedLossLayer that
        && samples == that.samples
        && Objects.equals(likelihood, that.likelihood)
        && bound == that.bound
        && gradient == that.gradient
        && Objects.equals(klWeight, that.klWeight)
        && labelCheck == that.labelCheck;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof ImportanceWeightedLossLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(), samples, likelihood, bound, gradient, klWeight, labelCheck);
  }

  @Override
  public String toString() {
    return "ImportanceWeightedLossLayer(name=%s, samples=%d, likelihood=%s, bound=%s, gradient=%s, klWeight=%s, labelCheck=%s)"
        .formatted(getLayerName(), samples, likelihood, bound, gradient, klWeight, labelCheck);
  }

  /** Builds an {@link ImportanceWeightedLossLayer}; the likelihood is required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private int samples = 1;
    private Likelihood likelihood;
    private Bound bound = Bound.IWAE;
    private GradientEstimator gradient = GradientEstimator.STANDARD;
    private ISchedule klWeight = new FixedSchedule(1);
    private LabelCheck labelCheck = LabelCheck.FIRST_BATCH;

    /** K, that of the network's {@link GaussianSamplingLayer}; 1 by default. */
    public Builder samples(int samples) {
      this.samples = samples;
      return this;
    }

    /** p(x | z). */
    public Builder likelihood(Likelihood likelihood) {
      this.likelihood = likelihood;
      return this;
    }

    /** Which bound of log p(x) is raised; IWAE by default. With one draw the two are the same. */
    public Builder bound(Bound bound) {
      this.bound = bound;
      return this;
    }

    /**
     * How the gradient of the encoder is estimated; STANDARD by default. The others need settings
     * of other parts of the graph besides, which {@link GradientEstimator} names.
     */
    public Builder gradient(GradientEstimator gradient) {
      this.gradient = gradient;
      return this;
    }

    /** A constant weight of log p(z) − log q(z | x); 1 by default, which makes it a bound. */
    public Builder klWeight(double klWeight) {
      return klWeight(new FixedSchedule(klWeight));
    }

    /** That weight by iteration or epoch. */
    public Builder klWeight(ISchedule klWeight) {
      this.klWeight = klWeight;
      return this;
    }

    /** When to look for labels outside the domain; at the first batch by default. */
    public Builder labelCheck(LabelCheck labelCheck) {
      this.labelCheck = labelCheck;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the number of samples is not positive, the likelihood is
     *     missing, the gradient does not go with the bound or the schedule does not survive JSON
     */
    @Override
    public ImportanceWeightedLossLayer build() {
      return new ImportanceWeightedLossLayer(this);
    }
  }
}
