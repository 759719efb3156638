package org.vae4j.layers.rows;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.layers.base.ParameterFree;
import org.vae4j.layers.base.ParameterFreeVertex;

/**
 * Some rows of an input {@code [N + C, …]}: all but the last C, or the last C. The gradient by the
 * others is 0.
 *
 * <p>C is a setting and N the rest, so that the last batch may be a smaller one.
 */
public final class RowsVertex extends ParameterFreeVertex {
  private static final long serialVersionUID = 1;

  private int count;
  private boolean last;

  /** For JSON; use {@link #allBut} or {@link #last}. */
  public RowsVertex() {}

  private RowsVertex(int count, boolean last) {
    setCount(count);
    setLast(last);
  }

  /**
   * All but the last C rows: {@code [N + C, …]} to {@code [N, …]}.
   *
   * @throws IllegalArgumentException if C is not positive
   */
  public static RowsVertex allBut(int count) {
    return new RowsVertex(count, false);
  }

  /**
   * The last C rows: {@code [N + C, …]} to {@code [C, …]}.
   *
   * @throws IllegalArgumentException if C is not positive
   */
  public static RowsVertex last(int count) {
    return new RowsVertex(count, true);
  }

  /** C. */
  public int getCount() {
    return count;
  }

  public void setCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("RowsVertex: expected count >= 1, got " + count);
    }
    this.count = count;
  }

  /** Whether the last C rows are taken; otherwise all but them. */
  public boolean isLast() {
    return last;
  }

  public void setLast(boolean last) {
    this.last = last;
  }

  @Override
  protected int inputCount() {
    return 1;
  }

  @Override
  protected ParameterFree atWork(ComputationGraph graph, String name, int index, DataType type) {
    return new TakenRows(graph, name, index, type, count, last);
  }

  /** A row is what it was. */
  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    return inputs[0];
  }

  @Override
  public RowsVertex clone() {
    return new RowsVertex(count, last);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowsVertex that && count == that.count && last == that.last;
  }

  @Override
  public int hashCode() {
    return 31 * count + Boolean.hashCode(last);
  }

  @Override
  public String toString() {
    return "RowsVertex(%s %d)".formatted(last ? "last" : "all but", count);
  }
}
