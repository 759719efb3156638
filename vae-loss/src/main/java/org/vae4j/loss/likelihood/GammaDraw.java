package org.vae4j.loss.likelihood;

import org.nd4j.linalg.api.rng.Random;

/**
 * A draw from a gamma distribution of scale 1.
 *
 * @see <a href="https://doi.org/10.1145/358407.358414">Marsaglia &amp; Tsang 2000</a>
 */
final class GammaDraw {
  private GammaDraw() {}

  /**
   * Draws once.
   *
   * @param shape above 0
   */
  static double of(double shape, Random random) {
    if (shape < 1) {
      // Of shape + 1, times U^(1 / shape): section 6 of the paper.
      return of(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double normal = random.nextGaussian();
      double root = 1 + c * normal;
      double v = root * root * root;
      if (v > 0
          && Math.log1p(-random.nextDouble()) < 0.5 * normal * normal + d * (1 - v + Math.log(v))) {
        return d * v;
      }
    }
  }
}
