package org.vae4j.layers.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.vae4j.layers.base.Parameter;

/**
 * A flow that moves units by what a small network of one hidden layer says about them: {@code n =
 * relu(x·w1 + b1)·w2 + b2} with x the units that it sees, and n = {@code [m | r]} a shift m and a
 * logarithm or gate r for each unit that is moved.
 *
 * <p>With a context size H the input is {@code [z | log q | h]}, {@code [M, L + 1 + H]}, and h,
 * such as the encoder's own word on each example, enters the hidden layer by weights of its own:
 * {@code relu(x·w1 + h·wh + b1)}. The output is {@code [z' | log q' | h]}: h is handed on as it is,
 * so that flows stack in a row. z' has an inverse for each h, and the log-density is that given h.
 *
 * <p>Parameters: w1, wh (with a context alone) and w2 are weights, b1 and b2 biases. At first w1
 * and wh are drawn from U(±1/√fanIn), and all others are 0, so that n is 0 and the flow near the
 * identity (Kingma &amp; Dhariwal 2018, section 3.3).
 */
public abstract class ConditionedFlowLayer extends FlowLayer {
  private static final long serialVersionUID = 1;

  static final String W1 = "w1";
  static final String WH = "wh";
  static final String B1 = "b1";
  static final String W2 = "w2";
  static final String B2 = "b2";

  private int hidden;
  private int contextSize;

  /** For JSON. */
  ConditionedFlowLayer() {}

  ConditionedFlowLayer(Builder<?> builder) {
    super(builder);
    setHidden(builder.hidden);
    setContextSize(builder.contextSize);
    requireComplete();
    setNIn(columns());
    setNOut(columns());
  }

  /** How many units the hidden layer has. */
  public final int getHidden() {
    return hidden;
  }

  public final void setHidden(int hidden) {
    this.hidden = requireHidden(hidden);
  }

  /** H, how many columns of context follow the log-density; 0 for none. */
  public final int getContextSize() {
    return contextSize;
  }

  public final void setContextSize(int contextSize) {
    if (contextSize < 0) {
      throw new IllegalArgumentException(
          "%s: expected contextSize >= 0, got %d".formatted(name(), contextSize));
    }
    this.contextSize = contextSize;
  }

  private int requireHidden(int hidden) {
    if (hidden < 1) {
      throw new IllegalArgumentException(
          "%s: expected hidden >= 1, got %d".formatted(name(), hidden));
    }
    return hidden;
  }

  /** JSON may have left something out. */
  private void requireComplete() {
    requireHidden(hidden);
    if (requireLatentSize(getLatentSize()) < 2) {
      throw new IllegalArgumentException(
          "%s: expected latentSize >= 2, as what moves a unit is said by others, got 1"
              .formatted(name()));
    }
  }

  /** The columns that the network sees of z. */
  abstract Columns seen();

  /** The columns that are moved. */
  abstract Columns moved();

  /** The columns of the context. */
  final Columns context() {
    int from = getLatentSize() + 1;
    return new Columns(from, from + contextSize);
  }

  @Override
  final long columns() {
    return super.columns() + contextSize;
  }

  @Override
  final String columnNames() {
    return contextSize == 0
        ? super.columnNames()
        : "latentSize + 1 + contextSize = %d columns [z | log q | context]".formatted(columns());
  }

  @Override
  protected final List<Parameter> parameters() {
    requireComplete();
    int said = 2 * moved().count();
    double bound = 1 / Math.sqrt(seen().count() + contextSize);
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(Parameter.uniform(W1, seen().count(), hidden, bound));
    if (contextSize > 0) {
      parameters.add(Parameter.uniform(WH, contextSize, hidden, bound));
    }
    parameters.add(Parameter.bias(B1, hidden));
    parameters.add(new Parameter(W2, hidden, said, true, values -> values.assign(0)));
    parameters.add(Parameter.bias(B2, said));
    return parameters;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    InputType output = getOutputType(-1, input);
    long parameters = initializer().numParams(this);
    long kept = hidden + 2L * moved().count(); // what the network said, for the backward pass
    return new LayerMemoryReport.Builder(getLayerName(), getClass(), input, output)
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, 0, 0, output.arrayElementsPerExample() + kept)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && hidden == ((ConditionedFlowLayer) other).hidden
        && contextSize == ((ConditionedFlowLayer) other).contextSize;
  }

  @Override
  protected abstract boolean canEqual(Object other);

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), hidden, contextSize);
  }

  @Override
  public String toString() {
    return "%s(name=%s, latentSize=%d, hidden=%d, contextSize=%d)"
        .formatted(
            getClass().getSimpleName(), getLayerName(), getLatentSize(), hidden, contextSize);
  }

  /**
   * Latent size and hidden width are required.
   *
   * @param <T> the builder itself
   */
  public abstract static class Builder<T extends Builder<T>> extends FlowLayer.Builder<T> {
    private int hidden;
    private int contextSize;

    Builder() {}

    /** How many units the hidden layer has. */
    @SuppressWarnings("unchecked") // T is this builder's own type
    public T hidden(int hidden) {
      this.hidden = hidden;
      return (T) this;
    }

    /** H, how many columns of context follow the log-density; 0 by default. */
    @SuppressWarnings("unchecked") // T is this builder's own type
    public T contextSize(int contextSize) {
      this.contextSize = contextSize;
      return (T) this;
    }
  }
}
