package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.model.MixturePrior;

class PriorDensityTest {
  private static final double[][] MEAN = {{-1, 2}, {0.5, -0.25}};
  private static final double[][] LOG_VARIANCE = {{-0.5, 0.3}, {0, 1}};
  private static final double[] Z = {0.2, 0.7};

  private final PriorDensity mixture =
      new PriorDensity(
          new MixturePrior(
              new DiagonalGaussian(Nd4j.createFromArray(MEAN), Nd4j.createFromArray(LOG_VARIANCE)),
              List.of(0.3, 0.7)));

  /** Logarithms of size 3 in other forms. */
  @Test
  void isThatOfAMixture() {
    double joint = 0.3 * density(0, 0) * density(0, 1) + 0.7 * density(1, 0) * density(1, 1);
    assertThat(mixture.joint(Z)).isCloseTo(Math.log(joint), within(1e-14));
    double first = 0.3 * density(0, 0) + 0.7 * density(1, 0);
    double second = 0.3 * density(0, 1) + 0.7 * density(1, 1);
    assertThat(mixture.marginals(Z)).isCloseTo(Math.log(first * second), within(1e-14));
  }

  @Test
  void doesNotUnderflow() {
    // −½ · 1e8 · (1/e^0 + 1/e^1) and smaller terms, by the component of the wider units
    assertThat(mixture.joint(new double[] {1e4, 1e4})).isBetween(-8e7, -6e7);
  }

  private static double density(int component, int unit) {
    return new NormalDistribution(
            MEAN[component][unit], Math.exp(0.5 * LOG_VARIANCE[component][unit]))
        .density(Z[unit]);
  }
}
