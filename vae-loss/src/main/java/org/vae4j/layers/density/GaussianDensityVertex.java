package org.vae4j.layers.density;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.ParameterFree;
import org.vae4j.layers.base.ParameterFreeVertex;

/**
 * The log-density of draws under Gaussians that a network makes: inputs z {@code [N·K, L]} and the
 * Gaussians {@code [N, 2L]} = {@code [mean | logVariance]}, output {@code [N·K, 1]}, in nats. Draw
 * k of Gaussian i is row i·K + k; K is the ratio of the rows, so that one row is a Gaussian for
 * all.
 *
 * <pre>
 * log N(z; mean, diag exp(logVariance)) = −½ Σ [ log 2π + logVariance + (z − mean)² exp(−logVariance) ]
 * </pre>
 *
 * <p>The gradient goes to both inputs, or with {@link #stopParameters} to z alone: for log q(z | x)
 * that is the gradient called "sticking the landing".
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, appendix B</a>
 * @see <a href="https://arxiv.org/abs/1703.09194">Roeder et al. 2017, algorithm 1</a>
 */
public final class GaussianDensityVertex extends ParameterFreeVertex {
  private static final long serialVersionUID = 1;

  private boolean stopParameters;

  /** The gradient goes to both inputs, unless {@link #stopParameters} is called. */
  public GaussianDensityVertex() {}

  /**
   * Whether the gradient ends at the Gaussian; false by default.
   *
   * @return this vertex
   */
  public GaussianDensityVertex stopParameters(boolean stop) {
    this.stopParameters = stop;
    return this;
  }

  /** Whether the gradient ends at the Gaussian. */
  public boolean isStopParameters() {
    return stopParameters;
  }

  public void setStopParameters(boolean stopParameters) {
    this.stopParameters = stopParameters;
  }

  @Override
  protected int inputCount() {
    return 2;
  }

  @Override
  protected ParameterFree atWork(ComputationGraph graph, String name, int index, DataType type) {
    return new GaussianDensity(graph, name, index, type, stopParameters);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    long latentSize = FeedForwardInput.size(inputs[0], "GaussianDensityVertex");
    long columns = FeedForwardInput.size(inputs[1], "GaussianDensityVertex");
    if (columns != 2 * latentSize) {
      throw new IllegalStateException(
          "GaussianDensityVertex: expected Gaussians of 2 * %d columns [mean | logVariance] for draws of %d, got %d"
              .formatted(latentSize, latentSize, columns));
    }
    return InputType.feedForward(1);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // it is abstract
  public GaussianDensityVertex clone() {
    return new GaussianDensityVertex().stopParameters(stopParameters);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GaussianDensityVertex that && stopParameters == that.stopParameters;
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(stopParameters);
  }

  @Override
  public String toString() {
    return "GaussianDensityVertex(stopParameters=%s)".formatted(stopParameters);
  }
}
