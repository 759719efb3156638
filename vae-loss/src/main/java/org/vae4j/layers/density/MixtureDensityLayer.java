package org.vae4j.layers.density;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.LatentSize;
import org.vae4j.layers.base.Parameter;
import org.vae4j.layers.base.ParametricLayer;

/**
 * The log-density of draws under a mixture of C diagonal Gaussians that is learned with the
 * network: input z {@code [M, L]}, output {@code [M, 1]}, in nats.
 *
 * <pre>
 * log p(z) = log Σ_c π_c N(z; mean_c, diag exp(logVariance_c))
 * </pre>
 *
 * <p>The weights π are 1/C each, or learned as the softmax of C logits that are 0 at first. The
 * means are drawn from N(0, {@value #SPREAD}² I) by {@code Nd4j.getRandom()}, and the log-variances
 * are 0 at first: the mixture starts near the standard normal, with components that differ. Far
 * apart they would be far from the posteriors too, in many dimensions. A single component starts
 * with mean 0: it is the standard normal.
 *
 * <p>The parameters count as biases, so an L2 penalty on weights leaves them alone.
 *
 * @see <a href="https://arxiv.org/abs/1705.07120">Tomczak &amp; Welling 2018, the "MoG" prior</a>
 */
public final class MixtureDensityLayer extends ParametricLayer {
  private static final long serialVersionUID = 1;

  /** The deviation of the means at first. */
  static final double SPREAD = 0.1;

  /** {@code [C, 2L]}, columns {@code [mean | logVariance]}. */
  static final String COMPONENTS = "components";

  /** {@code [1, C]}, the logits of π, where they are learned. */
  static final String WEIGHTS = "weights";

  private int latentSize;
  private int components;
  private boolean learnedWeights;

  /** For JSON; use the {@link Builder}. */
  public MixtureDensityLayer() {}

  private MixtureDensityLayer(Builder builder) {
    super(builder);
    setLatentSize(builder.latentSize);
    setComponents(builder.components);
    setLearnedWeights(builder.learnedWeights);
    setNIn(latentSize);
    setNOut(1);
    initializeConstraints(builder);
  }

  /** L. */
  public int getLatentSize() {
    return latentSize;
  }

  public void setLatentSize(int latentSize) {
    this.latentSize = LatentSize.require("MixtureDensityLayer", getLayerName(), latentSize);
  }

  /** C. */
  public int getComponents() {
    return components;
  }

  public void setComponents(int components) {
    this.components = requireComponents(components);
  }

  /** Whether π is learned; otherwise it is 1/C each. */
  public boolean isLearnedWeights() {
    return learnedWeights;
  }

  public void setLearnedWeights(boolean learnedWeights) {
    this.learnedWeights = learnedWeights;
  }

  private int requireComponents(int components) {
    if (components < 1) {
      String name =
          getLayerName() == null ? "MixtureDensityLayer" : "layer '" + getLayerName() + "'";
      throw new IllegalArgumentException(
          "%s: expected components >= 1, got %d".formatted(name, components));
    }
    return components;
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    requireColumns(FeedForwardInput.size(input, getLayerName()));
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    requireColumns(FeedForwardInput.size(input, getLayerName()));
    return InputType.feedForward(1);
  }

  void requireColumns(long columns) {
    if (columns != latentSize) {
      throw new IllegalStateException(
          "layer '%s': expected draws of latentSize = %d columns, got %d"
              .formatted(getLayerName(), latentSize, columns));
    }
  }

  @Override
  protected List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        new Parameter(COMPONENTS, components, 2L * latentSize, false, this::spreadMeans));
    if (learnedWeights) {
      parameters.add(Parameter.bias(WEIGHTS, components));
    }
    return parameters;
  }

  private void spreadMeans(INDArray values) {
    values.assign(0);
    if (components > 1) {
      values
          .get(NDArrayIndex.all(), NDArrayIndex.interval(0, latentSize))
          .assign(Nd4j.randn(values.dataType(), components, latentSize).muli(SPREAD));
    }
  }

  @Override
  protected MixtureDensity atWork(NeuralNetConfiguration conf, DataType type) {
    LatentSize.require("MixtureDensityLayer", getLayerName(), latentSize);
    requireComponents(components);
    return new MixtureDensity(conf, type);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && latentSize == ((MixtureDensityLayer) other).latentSize
        && components == ((MixtureDensityLayer) other).components
        && learnedWeights == ((MixtureDensityLayer) other).learnedWeights;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof MixtureDensityLayer;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * super.hashCode() + latentSize) + components)
        + Boolean.hashCode(learnedWeights);
  }

  @Override
  public String toString() {
    return "MixtureDensityLayer(name=%s, latentSize=%d, components=%d, learnedWeights=%s)"
        .formatted(getLayerName(), latentSize, components, learnedWeights);
  }

  /**
   * Builds a {@link MixtureDensityLayer}; {@link #latentSize} and {@link #components} are required.
   */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private int latentSize;
    private int components;
    private boolean learnedWeights;

    /** L, the number of latent units. */
    public Builder latentSize(int latentSize) {
      this.latentSize = latentSize;
      return this;
    }

    /** C, the number of Gaussians. */
    public Builder components(int components) {
      this.components = components;
      return this;
    }

    /** Whether the weights of the components are learned too; 1/C each unless it is said. */
    public Builder learnedWeights(boolean learnedWeights) {
      this.learnedWeights = learnedWeights;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the latent size or the number of components is not
     *     positive
     */
    @Override
    public MixtureDensityLayer build() {
      return new MixtureDensityLayer(this);
    }
  }
}
