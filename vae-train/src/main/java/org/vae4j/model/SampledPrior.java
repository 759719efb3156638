package org.vae4j.model;

/** The priors whose log-density a graph can give at a z. */
public sealed interface SampledPrior {
  /** N(0, I). */
  record StandardNormal() implements SampledPrior {}

  /** A Gaussian whose mean and variance are learned. */
  record Learned() implements SampledPrior {}

  /**
   * A mixture of Gaussians that are learned, in equal parts.
   *
   * @param components C
   */
  record Mixture(int components) implements SampledPrior {}

  /**
   * VampPrior: the mixture of the encoder's posteriors of pseudo-inputs, which are learned.
   *
   * @param components C
   * @param lowest the lowest value of x
   * @param highest the highest value of x
   */
  record Vamp(int components, double lowest, double highest) implements SampledPrior {}
}
