package org.vae4j.loss.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.PascalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Student's t and the negative binomial against commons-math's. */
class HeavyTailsTest {
  /** Both take log Γ from commons-math, one of them after a rearrangement: 1e-12 is rounding. */
  private static final double ROUNDING = 1e-12;

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 1.3", "2, -1.5, 1.1, 250", "-3, 0.7, -2, -3.01", "1, 2, 13, 40"})
  void studentIsThatOfCommonsMath(
      double location, double logVariance, double logFreedom, double x) {
    double scale = Math.exp(0.5 * logVariance);
    double expected =
        new TDistribution(null, 2 + Math.exp(logFreedom)).logDensity((x - location) / scale)
            - Math.log(scale);
    assertThat(logProbability(new StudentLikelihood(), x, location, logVariance, logFreedom))
        // log Γ at e¹³ is 5e6, of which two are subtracted: 1e-16 of that is 1e-9.
        .isCloseTo(expected, within(logFreedom > 10 ? 1e-8 : ROUNDING * Math.abs(expected)));
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 0", "4, 0.5, 7", "30, 12, 400", "2, 1000, 5"})
  void negativeBinomialIsThatOfCommonsMath(int size, double mean, int x) {
    double expected = new PascalDistribution(null, size, size / (size + mean)).logProbability(x);
    assertThat(logProbability(new NegativeBinomialLikelihood(), x, Math.log(mean), Math.log(size)))
        .isCloseTo(expected, within(ROUNDING * Math.max(1, Math.abs(expected))));
  }

  @Test
  void aLargeSizeMakesAPoissonVariable() {
    double expected = new PoissonDistribution(null, 7, 1e-9, 1000).logProbability(11);
    // The variance exceeds a Poisson's by 7e-7 of it; log Γ at e¹⁶ is 1e8, good to 1e-8.
    assertThat(logProbability(new NegativeBinomialLikelihood(), 11, Math.log(7), 40))
        .isCloseTo(expected, within(1e-5));
  }

  @Test
  void theFloorBoundsTheDensityOfAConstant() {
    double density =
        logProbability(new LearnedVarianceGaussianLikelihood(0.01, Noise.CONSTANT), 5, 5, -1000);
    assertThat(density).isCloseTo(-0.5 * Math.log(2 * Math.PI * 1e-4), within(ROUNDING));
    assertThatThrownBy(() -> new LearnedVarianceGaussianLikelihood(-1, Noise.BY_Z))
        .hasMessageContaining("at least 0, got -1");
  }

  private static double logProbability(Likelihood likelihood, double x, double... parameters) {
    INDArray example = Nd4j.createFromArray(new double[][] {{x}});
    return likelihood
        .logProbability(example, Nd4j.createFromArray(new double[][] {parameters}))
        .getDouble(0);
  }
}
