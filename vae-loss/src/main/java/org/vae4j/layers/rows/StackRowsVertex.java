package org.vae4j.layers.rows;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.ParameterFree;
import org.vae4j.layers.base.ParameterFreeVertex;

/**
 * Rows put under rows: inputs {@code [N, D]} and {@code [C, D]}, output {@code [N + C, D]}. DL4J's
 * own {@code StackVertex} splits the gradient into equal parts, and so takes C = N alone.
 *
 * <p>{@link RowsVertex} takes them off again.
 */
public final class StackRowsVertex extends ParameterFreeVertex {
  private static final long serialVersionUID = 1;

  @Override
  protected int inputCount() {
    return 2;
  }

  @Override
  protected ParameterFree atWork(ComputationGraph graph, String name, int index, DataType type) {
    return new StackedRows(graph, name, index, type);
  }

  /** That of the first input, so that flat images stay such. */
  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    long upper = columns(inputs[0]);
    long lower = columns(inputs[1]);
    if (upper != lower) {
      throw new IllegalStateException(
          "StackRowsVertex: expected rows of as many columns, got %d and %d"
              .formatted(upper, lower));
    }
    return inputs[0];
  }

  private static long columns(InputType input) {
    if (input.getType() == InputType.Type.CNN) {
      throw new IllegalStateException(
          "StackRowsVertex: expected rows, such as flat images, got " + input);
    }
    return FeedForwardInput.size(input, "StackRowsVertex");
  }

  @Override
  public StackRowsVertex clone() {
    return new StackRowsVertex();
  }
}
