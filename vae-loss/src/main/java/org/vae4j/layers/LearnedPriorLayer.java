package org.vae4j.layers;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.layers.base.LatentSize;
import org.vae4j.layers.base.Parameter;
import org.vae4j.layers.base.ParametricLayer;

/**
 * A prior N(mean, diag exp(logVariance)) whose 2L numbers are parameters of the network, the same
 * for every example; at first N(0, I). It is the third input of a {@link VaeLossLayer} with {@link
 * org.vae4j.loss.Prior#input}:
 *
 * <pre>
 * .addLayer("prior", new LearnedPriorLayer.Builder().latentSize(20).build(), "posterior")
 * .addLayer("loss", …, "logits", "posterior", "prior")
 * </pre>
 *
 * <p>Any {@code [N, …]} serves as its input: only N is taken from it, and no gradient goes back.
 * The parameters count as biases, so an L2 penalty on weights leaves them alone.
 */
public final class LearnedPriorLayer extends ParametricLayer {
  private static final long serialVersionUID = 1;

  /** Its one parameter, a row. */
  static final String PRIOR = "prior";

  /** For JSON; use the {@link Builder}. */
  public LearnedPriorLayer() {}

  private LearnedPriorLayer(Builder builder) {
    super(builder);
    setNOut(2L * LatentSize.require("LearnedPriorLayer", getLayerName(), builder.latentSize));
    initializeConstraints(builder);
  }

  @Override
  protected List<Parameter> parameters() {
    return List.of(Parameter.bias(PRIOR, getNOut()));
  }

  @Override
  protected LearnedPrior atWork(NeuralNetConfiguration conf, DataType type) {
    return new LearnedPrior(conf, type);
  }

  /** Builds a {@link LearnedPriorLayer}; the latent size is required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
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
    public LearnedPriorLayer build() {
      return new LearnedPriorLayer(this);
    }
  }
}
