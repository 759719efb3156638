package org.vae4j.layers.base;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The configuration of a vertex without parameters, and the vertex at work that it makes. */
public abstract class ParameterFreeVertex extends GraphVertex {
  private static final long serialVersionUID = 1;

  /** How many inputs the vertex has. */
  protected abstract int inputCount();

  /** The vertex at work. */
  protected abstract ParameterFree atWork(
      ComputationGraph graph, String name, int index, DataType type);

  @Override
  public abstract GraphVertex clone();

  @Override
  public final org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return atWork(graph, name, index, type);
  }

  @Override
  public final long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public final int minVertexInputs() {
    return inputCount();
  }

  @Override
  public final int maxVertexInputs() {
    return inputCount();
  }

  /** Whether it is of the same kind; a vertex with settings compares them too. */
  @Override
  public boolean equals(Object other) {
    return getClass().isInstance(other);
  }

  @Override
  public int hashCode() {
    return getClass().hashCode();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "()";
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    InputType output = getOutputType(-1, inputs);
    return new LayerMemoryReport.Builder(null, getClass(), inputs[0], output)
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }
}
