package org.vae4j.datasets.preprocess;

import java.util.SplittableRandom;
import org.vae4j.datasets.PreprocessingStep;

/**
 * Takes each value of [0, 1] for a probability, and draws 1 with it and 0 otherwise (Salakhutdinov
 * and Murray, "On the quantitative analysis of deep belief networks", 2008). Draws made once give
 * the static binarisation, those made every epoch the dynamic one (Burda, Grosse and Salakhutdinov,
 * "Importance weighted autoencoders", 2016, appendix D).
 *
 * @param draws the random numbers
 */
public record Binarisation(Draws draws) implements PreprocessingStep {

  @Override
  public void apply(float[] given, float[] result, int epoch, int row) {
    SplittableRandom generator = draws.of(epoch, row);
    for (int i = 0; i < result.length; i++) {
      float probability = UnitInterval.require(given[i], i);
      result[i] = UnitInterval.isNegative(Draws.uniform(generator) - probability);
    }
  }
}
