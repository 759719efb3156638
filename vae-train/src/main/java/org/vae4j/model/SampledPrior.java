package org.vae4j.model;

import java.util.List;

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

  /**
   * A second level: p(z) = ∫ p(z | u) N(u; 0, I) du, with q(u | z) to draw u from.
   *
   * @param latentSize how many units u has
   * @param hidden the widths of the dense layers from z to q(u | z); those from u to p(z | u)
   *     mirror them
   * @see <a href="https://arxiv.org/abs/1509.00519">Burda et al. 2016, section 5</a>
   */
  record SecondLevel(int latentSize, List<Integer> hidden) implements SampledPrior {
    /** Keeps a copy of the list. */
    public SecondLevel {
      hidden = List.copyOf(hidden);
    }
  }
}
