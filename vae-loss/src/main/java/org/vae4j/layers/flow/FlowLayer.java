package org.vae4j.layers.flow;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.LatentSize;
import org.vae4j.layers.base.ParametricLayer;

/**
 * A normalising flow as a layer on draws and their log-densities, {@code [z | log q]}: {@code [M, L
 * + 1]} in and out, in nats. z is mapped invertibly to z', and
 *
 * <pre>
 * log q(z') = log q(z) − log |det ∂z'/∂z|
 * </pre>
 *
 * <p>so that the last column stays the log-density of the draw beside it. Flows stack one behind
 * the other; DL4J's {@code MergeVertex} makes such rows, its {@code SubsetVertex} takes them apart.
 * An activation, a weight initialisation or a dropout that is set for the whole network does not
 * apply here.
 *
 * @see <a href="https://arxiv.org/abs/1505.05770">Rezende &amp; Mohamed 2015, section 3</a>
 */
public abstract class FlowLayer extends ParametricLayer {
  private static final long serialVersionUID = 1;

  private int latentSize;

  /** For JSON. */
  FlowLayer() {}

  FlowLayer(Builder<?> builder) {
    super(builder);
    setLatentSize(builder.latentSize);
  }

  /** L. */
  public final int getLatentSize() {
    return latentSize;
  }

  public final void setLatentSize(int latentSize) {
    this.latentSize = requireLatentSize(latentSize);
  }

  final int requireLatentSize(int latentSize) {
    return LatentSize.require(getClass().getSimpleName(), getLayerName(), latentSize);
  }

  /** How many columns there are, in and out. */
  long columns() {
    return latentSize + 1L;
  }

  /** What the columns are, for messages. */
  String columnNames() {
    return "latentSize + 1 = %d columns [z | log q]".formatted(columns());
  }

  /** Who speaks, for messages. */
  final String name() {
    return getLayerName() == null ? getClass().getSimpleName() : "layer '" + getLayerName() + "'";
  }

  final void requireRows(INDArray input) {
    if (input.rank() != 2) {
      throw new IllegalStateException(
          "%s: expected rows of %s, got %s"
              .formatted(name(), columnNames(), Arrays.toString(input.shape())));
    }
    requireColumns(input.size(1));
  }

  private void requireColumns(long found) {
    if (found != columns()) {
      throw new IllegalStateException(
          "%s: expected %s, got %d".formatted(name(), columnNames(), found));
    }
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    requireColumns(FeedForwardInput.size(input, getLayerName()));
    return InputType.feedForward(columns());
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return FeedForwardInput.preProcessor(input);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && latentSize == ((FlowLayer) other).latentSize;
  }

  @Override
  protected abstract boolean canEqual(Object other);

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + latentSize;
  }

  @Override
  public String toString() {
    return "%s(name=%s, latentSize=%d)"
        .formatted(getClass().getSimpleName(), getLayerName(), latentSize);
  }

  /**
   * What all builders of flows have; the latent size is required.
   *
   * @param <T> the builder itself
   */
  public abstract static class Builder<T extends Builder<T>> extends FeedForwardLayer.Builder<T> {
    private int latentSize;

    Builder() {}

    /** L, the number of latent units. */
    @SuppressWarnings("unchecked") // T is this builder's own type
    public T latentSize(int latentSize) {
      this.latentSize = latentSize;
      return (T) this;
    }
  }
}
