package org.vae4j.layers.flow;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An inverse autoregressive flow, which moves each unit of z by what the units before it say, and
 * then reverses their order: {@code [z | log q]}, {@code [M, L + 1]} in and out.
 *
 * <pre>
 * [m | r] = relu(z·w1 + b1)·w2 + b2           gate = σ(r + 2)
 * z' = gate · z + (1 − gate) · m,             the last unit first
 * log q' = log q − Σ log gate
 * </pre>
 *
 * <p>Masks on w1 {@code [L, hidden]} and w2 {@code [hidden, 2L]} see to it that m and r of a unit
 * depend on the units before it alone: hidden unit k sees z up to unit k mod (L − 1), and is seen
 * by the units after that one. Weights behind a mask count as 0 and have the gradient 0. A hidden
 * width of L − 1 or more lets every unit be seen. With a context h, hidden unit k sees z up to unit
 * (k mod L) − 1, so that some see h alone, and what moves the first unit depends on h too; see
 * {@link ConditionedFlowLayer}.
 *
 * <p>The flows of a row see the units in both orders by turns. At first m = 0 and gate = σ(2) =
 * 0.88 for all units: the flow starts near the identity, but for the order.
 *
 * @see <a href="https://arxiv.org/abs/1606.04934">Kingma et al. 2016, algorithm 1</a>
 * @see <a href="https://arxiv.org/abs/1502.03509">Germain et al. 2015, section 4, the masks</a>
 */
public final class AutoregressiveFlowLayer extends ConditionedFlowLayer {
  private static final long serialVersionUID = 1;

  /** For JSON; use the {@link Builder}. */
  public AutoregressiveFlowLayer() {}

  private AutoregressiveFlowLayer(Builder builder) {
    super(builder);
    initializeConstraints(builder);
  }

  @Override
  Columns seen() {
    return new Columns(0, getLatentSize());
  }

  @Override
  Columns moved() {
    return seen();
  }

  @Override
  protected AutoregressiveFlow atWork(NeuralNetConfiguration conf, DataType type) {
    return new AutoregressiveFlow(conf, type);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof AutoregressiveFlowLayer;
  }

  /** Builds an {@link AutoregressiveFlowLayer}; latent size and hidden width are required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends ConditionedFlowLayer.Builder<Builder> {
    /**
     * @throws IllegalArgumentException if the latent size is below 2, the hidden width not
     *     positive, or the context size negative
     */
    @Override
    public AutoregressiveFlowLayer build() {
      return new AutoregressiveFlowLayer(this);
    }
  }
}
