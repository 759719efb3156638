package org.vae4j.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.vae4j.loss.DiagonalGaussian;

/** p(z) as something to draw from. */
public sealed interface PriorDistribution permits MixturePrior, HierarchicalPrior {
  /**
   * The Gaussian of the same means and variances, unit by unit.
   *
   * @return one row, {@code [1, L]}
   */
  DiagonalGaussian moments();

  /**
   * Draws of it.
   *
   * @param temperature what standard deviations are multiplied by, 0 or more
   * @return {@code [count, L]}
   */
  INDArray sample(int count, Random random, double temperature);
}
