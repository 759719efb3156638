package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.information.UnivariateNormal;

/** The tensor code against the plain one: two ways to the same closed form. */
class GaussianKlAgreementTest {
  private static final int EXAMPLES = 5;
  private static final int UNITS = 7;

  /** Both are a few roundings of double away from the truth, relative to the sum. */
  private static final double ROUNDING = 1e-13;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheSumOfUnivariateDivergences(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] mean1 = matrix(random, 3);
    double[][] logVariance1 = matrix(random, 4);
    double[][] mean2 = matrix(random, 3);
    double[][] logVariance2 = matrix(random, 4);

    DiagonalGaussian posterior = gaussian(mean1, logVariance1);
    INDArray toPrior = GaussianKl.perExample(posterior, gaussian(mean2, logVariance2));
    INDArray toStandard = GaussianKl.perExample(posterior);
    for (int i = 0; i < EXAMPLES; i++) {
      double sumToPrior = 0;
      double sumToStandard = 0;
      for (int j = 0; j < UNITS; j++) {
        UnivariateNormal q = UnivariateNormal.ofLogVariance(mean1[i][j], logVariance1[i][j]);
        UnivariateNormal p = UnivariateNormal.ofLogVariance(mean2[i][j], logVariance2[i][j]);
        sumToPrior += q.klDivergence(p);
        sumToStandard += q.klDivergence(UnivariateNormal.of(0, 1));
      }
      assertThat(toPrior.getDouble(i)).isCloseTo(sumToPrior, within(ROUNDING * sumToPrior));
      assertThat(toStandard.getDouble(i))
          .isCloseTo(sumToStandard, within(ROUNDING * sumToStandard));
    }
  }

  private static DiagonalGaussian gaussian(double[][] mean, double[][] logVariance) {
    return new DiagonalGaussian(Nd4j.createFromArray(mean), Nd4j.createFromArray(logVariance));
  }

  private static double[][] matrix(SplittableRandom random, double width) {
    double[][] values = new double[EXAMPLES][UNITS];
    for (double[] row : values) {
      for (int j = 0; j < row.length; j++) {
        row[j] = width * (2 * random.nextDouble() - 1);
      }
    }
    return values;
  }
}
