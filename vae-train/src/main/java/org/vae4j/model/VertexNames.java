package org.vae4j.model;

/** The vertices by which a graph is known to be a variational autoencoder. */
public final class VertexNames {
  /** The encoder's output, {@code [N, 2L]} = {@code [mean | logVariance]}. */
  public static final String POSTERIOR = "posterior";

  /** A draw from the posterior, {@code [N, L]}. */
  public static final String LATENT = "z";

  /** The decoder's output, what the likelihood calls its parameters: {@code [N, P]}. */
  public static final String DECODER_OUTPUT = "logits";

  /** The prior, {@code [N, 2L]}, where it is a part of the network. */
  public static final String PRIOR = "prior";

  /** A draw u of the level above z, {@code [N·K, U]}, where z has one: p(z | u) is the prior. */
  public static final String UPPER_LATENT = "upper-z";

  /** log q(z | x) of each draw, {@code [N·K, 1]}, where the loss is of draws' densities. */
  public static final String LOG_POSTERIOR = "log-posterior";

  /**
   * log p(z) of each draw, {@code [N·K, 1]}, where the loss is of draws' densities; of two levels
   * log p(z | u) + log p(u) − log q(u | z).
   */
  public static final String LOG_PRIOR = "log-prior";

  /** The loss layer; its activation is the mean of x, {@code [N, D]}. */
  public static final String LOSS = "loss";

  private VertexNames() {}
}
