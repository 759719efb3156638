package org.vae4j.layers.density;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.ParameterFree;
import org.vae4j.layers.base.ParameterFreeVertex;

/**
 * The log-density of draws under a mixture of C diagonal Gaussians that a network makes: inputs z
 * {@code [M, L]} and the components {@code [C, 2L]} = {@code [mean | logVariance]}, output {@code
 * [M, 1]}, in nats.
 *
 * <pre>
 * log p(z) = log 1/C Σ_c N(z; mean_c, diag exp(logVariance_c))
 * </pre>
 *
 * <p>The gradient goes to both. With components that are the encoder's posteriors of pseudo-inputs
 * this is VampPrior.
 *
 * @see <a href="https://arxiv.org/abs/1705.07120">Tomczak &amp; Welling 2018, equation 9</a>
 */
public final class MixtureDensityVertex extends ParameterFreeVertex {
  private static final long serialVersionUID = 1;

  @Override
  protected int inputCount() {
    return 2;
  }

  @Override
  protected ParameterFree atWork(ComputationGraph graph, String name, int index, DataType type) {
    return new GivenMixture(graph, name, index, type);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    long latentSize = FeedForwardInput.size(inputs[0], "MixtureDensityVertex");
    long columns = FeedForwardInput.size(inputs[1], "MixtureDensityVertex");
    if (columns != 2 * latentSize) {
      throw new IllegalStateException(
          "MixtureDensityVertex: expected components of 2 * %d columns [mean | logVariance] for draws of %d, got %d"
              .formatted(latentSize, latentSize, columns));
    }
    return InputType.feedForward(1);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // it is abstract
  public MixtureDensityVertex clone() {
    return new MixtureDensityVertex();
  }
}
