package org.vae4j.layers.density;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.ParameterFree;
import org.vae4j.layers.base.ParameterFreeVertex;

/**
 * The log-density of draws under the standard normal prior: input z {@code [M, L]}, output {@code
 * [M, 1]}, in nats.
 *
 * <pre>
 * log N(z; 0, I) = −½ Σ [ log 2π + z² ]
 * </pre>
 */
public final class StandardNormalDensityVertex extends ParameterFreeVertex {
  private static final long serialVersionUID = 1;

  @Override
  protected int inputCount() {
    return 1;
  }

  @Override
  protected ParameterFree atWork(ComputationGraph graph, String name, int index, DataType type) {
    return new StandardNormalDensity(graph, name, index, type);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    FeedForwardInput.size(inputs[0], "StandardNormalDensityVertex");
    return InputType.feedForward(1);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // it is abstract
  public StandardNormalDensityVertex clone() {
    return new StandardNormalDensityVertex();
  }
}
