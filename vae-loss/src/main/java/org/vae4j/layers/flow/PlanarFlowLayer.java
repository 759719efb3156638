package org.vae4j.layers.flow;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.layers.base.Parameter;

/**
 * A planar flow, which stretches or squeezes the space at one plane w·z + b = 0: {@code [z | log
 * q]}, {@code [M, L + 1]} in and out.
 *
 * <pre>
 * z' = z + û tanh(w·z + b)        û = u + (softplus(w·u) − 1 − w·u) w / |w|²
 * log q' = log q − log |1 + (1 − tanh²(w·z + b)) w·û|
 * </pre>
 *
 * <p>û in place of u keeps w·û above −1, without which the map would not be invertible. Where |w|²
 * is 0 there is no plane and the formula no û: there û is u, z' is z + u tanh(b), and the gradient
 * is that of a flow with u in place of û.
 *
 * <p>Parameters: u and w {@code [1, L]}, which count as weights, and the bias b. At first w is a
 * random direction of length 1, b is 0, and u is chosen so that û = 0: the flow starts as the
 * identity, up to rounding.
 *
 * @see <a href="https://arxiv.org/abs/1505.05770">Rezende &amp; Mohamed 2015, equations 10 to 12
 *     and appendix A.1</a>
 */
public final class PlanarFlowLayer extends FlowLayer {
  private static final long serialVersionUID = 1;

  static final String U = "u";
  static final String W = "w";
  static final String B = "b";

  /** For JSON; use the {@link Builder}. */
  public PlanarFlowLayer() {}

  private PlanarFlowLayer(Builder builder) {
    super(builder);
    setNIn(columns());
    setNOut(columns());
    initializeConstraints(builder);
  }

  @Override
  protected List<Parameter> parameters() {
    int latentSize = requireLatentSize(getLatentSize());
    PlanarStart start = new PlanarStart(latentSize);
    return List.of(
        new Parameter(U, 1, latentSize, true, start::fillU),
        new Parameter(W, 1, latentSize, true, start::fillW),
        Parameter.bias(B, 1));
  }

  @Override
  protected PlanarFlow atWork(NeuralNetConfiguration conf, DataType type) {
    return new PlanarFlow(conf, type);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof PlanarFlowLayer;
  }

  /** Builds a {@link PlanarFlowLayer}; the latent size is required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FlowLayer.Builder<Builder> {
    /**
     * @throws IllegalArgumentException if the latent size is not positive
     */
    @Override
    public PlanarFlowLayer build() {
      return new PlanarFlowLayer(this);
    }
  }
}
