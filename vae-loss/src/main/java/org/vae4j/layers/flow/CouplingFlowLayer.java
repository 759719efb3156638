package org.vae4j.layers.flow;

import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An affine coupling flow, which keeps one half of z and moves the other by what the kept one says:
 * {@code [z | log q]}, {@code [M, L + 1]} in and out.
 *
 * <pre>
 * [m | r] = relu(kept·w1 + b1)·w2 + b2        s = 2 tanh(r / 2)
 * moved' = moved · exp(s) + m
 * log q' = log q − Σ s
 * </pre>
 *
 * <p>The log-scale is bounded by ±2, so that no step of training bursts the flow. The first half of
 * z is its first ⌊L / 2⌋ units, the second the rest, which for an odd L is one unit more. A single
 * flow leaves one half as it is: let flows that move the first half alternate with those that move
 * the second.
 *
 * <p>w1 is {@code [kept, hidden]}, w2 {@code [hidden, 2 moved]}. At first s = 0 and m = 0: the flow
 * starts as the identity. For the context h see {@link ConditionedFlowLayer}.
 *
 * @see <a href="https://arxiv.org/abs/1605.08803">Dinh et al. 2017, equations 4 to 6</a>
 */
public final class CouplingFlowLayer extends ConditionedFlowLayer {
  private static final long serialVersionUID = 1;

  private boolean transformsFirstHalf;

  /** For JSON; use the {@link Builder}. */
  public CouplingFlowLayer() {}

  private CouplingFlowLayer(Builder builder) {
    super(builder);
    setTransformsFirstHalf(builder.transformsFirstHalf);
    initializeConstraints(builder);
  }

  /** Whether the first half of z is moved; otherwise it is the second. */
  public boolean isTransformsFirstHalf() {
    return transformsFirstHalf;
  }

  public void setTransformsFirstHalf(boolean transformsFirstHalf) {
    this.transformsFirstHalf = transformsFirstHalf;
  }

  @Override
  Columns seen() {
    return half(!transformsFirstHalf);
  }

  @Override
  Columns moved() {
    return half(transformsFirstHalf);
  }

  private Columns half(boolean first) {
    int middle = getLatentSize() / 2;
    return first ? new Columns(0, middle) : new Columns(middle, getLatentSize());
  }

  @Override
  protected CouplingFlow atWork(NeuralNetConfiguration conf, DataType type) {
    return new CouplingFlow(conf, type);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && transformsFirstHalf == ((CouplingFlowLayer) other).transformsFirstHalf;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof CouplingFlowLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), transformsFirstHalf);
  }

  @Override
  public String toString() {
    return "CouplingFlowLayer(name=%s, latentSize=%d, hidden=%d, contextSize=%d, transformsFirstHalf=%s)"
        .formatted(
            getLayerName(), getLatentSize(), getHidden(), getContextSize(), transformsFirstHalf);
  }

  /** Builds a {@link CouplingFlowLayer}; latent size and hidden width are required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends ConditionedFlowLayer.Builder<Builder> {
    private boolean transformsFirstHalf;

    /** Whether the first half of z is moved, in place of the second; false by default. */
    public Builder transformsFirstHalf(boolean transformsFirstHalf) {
      this.transformsFirstHalf = transformsFirstHalf;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the latent size is below 2, the hidden width not
     *     positive, or the context size negative
     */
    @Override
    public CouplingFlowLayer build() {
      return new CouplingFlowLayer(this);
    }
  }
}
