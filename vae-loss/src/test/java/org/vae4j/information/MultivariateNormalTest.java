package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.Golden;

class MultivariateNormalTest {

  private static final String SEEDS = "org.vae4j.information.Seeded#seeds";

  /**
   * Condition numbers of the seeded covariances are below 100: two digits of sixteen, and a
   * reserve.
   */
  private static final double RELATIVE = 1e-13;

  @Test
  void agreesWithTorch() {
    Golden golden = Golden.block("klBetweenFullGaussians");
    double[][] mean1 = golden.matrix("mean1");
    double[][] mean2 = golden.matrix("mean2");
    double[] kl = golden.vector("kl");
    for (int i = 0; i < kl.length; i++) {
      MultivariateNormal p = MultivariateNormal.of(mean1[i], golden.tensor("covariance1")[i]);
      MultivariateNormal q = MultivariateNormal.of(mean2[i], golden.tensor("covariance2")[i]);
      // Both sides go through a Cholesky factor of well conditioned matrices.
      assertThat(p.klDivergence(q)).isCloseTo(kl[i], within(1e-12 * Math.max(1, kl[i])));
    }
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void crossEntropyIsEntropyPlusDivergence(long seed) {
    RandomGenerator random = Seeded.random(seed);
    int n = random.nextInt(1, 6);
    MultivariateNormal p = full(random, n);
    MultivariateNormal q = full(random, n);
    double sum = p.entropy() + p.klDivergence(q);
    assertThat(p.crossEntropy(q)).isCloseTo(sum, within(RELATIVE * sum));
    assertThat(p.klDivergence(q)).isPositive().isNotEqualTo(q.klDivergence(p));
    assertThat(p.klDivergence(p)).isZero();
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void theDiagonalFormIsASumOfUnivariateDivergences(long seed) {
    RandomGenerator random = Seeded.random(seed);
    int n = random.nextInt(1, 6);
    double[] mean1 = Seeded.vector(random, n);
    double[] mean2 = Seeded.vector(random, n);
    double[] sd1 = random.doubles(n, 0.1, 3).toArray();
    double[] sd2 = random.doubles(n, 0.1, 3).toArray();
    double kl = 0;
    double entropy = 0;
    double crossEntropy = 0;
    for (int i = 0; i < n; i++) {
      UnivariateNormal p = UnivariateNormal.of(mean1[i], sd1[i]);
      UnivariateNormal q = UnivariateNormal.of(mean2[i], sd2[i]);
      kl += p.klDivergence(q);
      entropy += p.entropy();
      crossEntropy += p.crossEntropy(q);
    }
    MultivariateNormal p = MultivariateNormal.diagonal(mean1, sd1);
    MultivariateNormal q = MultivariateNormal.diagonal(mean2, sd2);
    // The same terms, added in another order.
    assertThat(p.klDivergence(q)).isCloseTo(kl, within(1e-14 * kl));
    assertThat(p.entropy()).isCloseTo(entropy, within(1e-14 * (n + Math.abs(entropy))));
    assertThat(p.crossEntropy(q)).isCloseTo(crossEntropy, within(1e-14 * (n + crossEntropy)));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void bothFormsAreOne(long seed) {
    RandomGenerator random = Seeded.random(seed);
    int n = random.nextInt(2, 6);
    double[] mean = Seeded.vector(random, n);
    double[] stdDev = random.doubles(n, 0.1, 3).toArray();
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      covariance[i][i] = stdDev[i] * stdDev[i];
    }
    MultivariateNormal diagonal = MultivariateNormal.diagonal(mean, stdDev);
    MultivariateNormal same = MultivariateNormal.of(mean, covariance);
    MultivariateNormal other = full(random, n);

    assertThat(diagonal.covariance()).isDeepEqualTo(covariance);
    assertClose(diagonal.klDivergence(other), same.klDivergence(other));
    assertClose(other.klDivergence(diagonal), other.klDivergence(same));
    assertClose(diagonal.crossEntropy(other), same.crossEntropy(other));
    assertClose(diagonal.entropy(), same.entropy());
    double[] x = Seeded.vector(random, n);
    assertClose(diagonal.logDensity(x), same.logDensity(x));
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(RELATIVE * (1 + Math.abs(expected))));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void logDensityIsTheNormalLogDensity(long seed) {
    RandomGenerator random = Seeded.random(seed);
    int n = random.nextInt(1, 6);
    double[] mean = Seeded.vector(random, n);
    double[][] covariance = Seeded.covariance(random, n);
    double[] x = Seeded.vector(random, n);
    double reference = new MultivariateNormalDistribution(null, mean, covariance).density(x);
    assertThat(MultivariateNormal.of(mean, covariance).logDensity(x))
        .isCloseTo(Math.log(reference), within(RELATIVE * 10));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void aLinearMapOfBothChangesNothing(long seed) {
    RandomGenerator random = Seeded.random(seed);
    MultivariateNormal p = full(random, 3);
    MultivariateNormal q = full(random, 3);
    double kl = p.klDivergence(q);
    // Units of 1e-9, 1 and 1e9: no absolute threshold may interfere.
    double[] unit = {1e-9, 1, 1e9};
    assertThat(inUnits(p, unit).klDivergence(inUnits(q, unit)))
        .isCloseTo(kl, within(RELATIVE * kl));
  }

  private static MultivariateNormal inUnits(MultivariateNormal p, double[] unit) {
    double[] mean = p.mean();
    double[][] covariance = p.covariance();
    for (int i = 0; i < unit.length; i++) {
      mean[i] *= unit[i];
      for (int j = 0; j < unit.length; j++) {
        covariance[i][j] *= unit[i] * unit[j];
      }
    }
    return MultivariateNormal.of(mean, covariance);
  }

  @Test
  void correlatedPlane() {
    // Covariance [[1, r], [r, 1]] against the standard normal: −½·log(1 − r²).
    double r = 0.6;
    MultivariateNormal p = MultivariateNormal.of(new double[2], new double[][] {{1, r}, {r, 1}});
    assertThat(p.klDivergence(MultivariateNormal.standard(2)))
        .isCloseTo(-0.5 * Math.log(1 - r * r), within(RELATIVE));
    assertThat(p.klDivergence(MultivariateNormal.standard(2), LogBase.BITS))
        .isCloseTo(-0.5 * Math.log(1 - r * r) / Math.log(2), within(RELATIVE));
  }

  @Test
  void nearlyEqualCovariancesKeepTheirDigits() {
    double r = 1e-9;
    MultivariateNormal p = MultivariateNormal.of(new double[2], new double[][] {{1, r}, {r, 1}});
    // ½r² to leading order; the next is r² smaller. 1 − r² rounds to 1, which costs the half below.
    assertThat(p.klDivergence(MultivariateNormal.standard(2)))
        .isCloseTo(0.5 * r * r, within(1e-10 * r * r));
  }

  @Test
  void samplesHaveItsMeanAndCovariance() {
    double[][] covariance = {{4, 1}, {1, 2}};
    MultivariateNormal p = MultivariateNormal.of(new double[] {1, -1}, covariance);
    RandomGenerator random = Seeded.random(5);
    int n = 20_000;
    double[] mean = new double[2];
    double[][] second = new double[2][2];
    for (int k = 0; k < n; k++) {
      double[] x = p.sample(random);
      for (int i = 0; i < 2; i++) {
        mean[i] += x[i] / n;
        for (int j = 0; j < 2; j++) {
          second[i][j] += (x[i] - p.mean()[i]) * (x[j] - p.mean()[j]) / n;
        }
      }
    }
    for (int i = 0; i < 2; i++) {
      // Three standard errors: √(Σii/n), and √((Σii·Σjj + Σij²)/n).
      assertThat(mean[i]).isCloseTo(p.mean()[i], within(3 * Math.sqrt(covariance[i][i] / n)));
      for (int j = 0; j < 2; j++) {
        double variance = covariance[i][i] * covariance[j][j] + covariance[i][j] * covariance[i][j];
        assertThat(second[i][j]).isCloseTo(covariance[i][j], within(3 * Math.sqrt(variance / n)));
      }
    }
  }

  @Test
  void isImmutable() {
    double[] mean = {1, 2};
    double[][] covariance = {{1, 0}, {0, 1}};
    MultivariateNormal p = MultivariateNormal.of(mean, covariance);
    mean[0] = 9;
    covariance[0][0] = 9;
    p.mean()[1] = 9;
    p.covariance()[1][1] = 9;
    assertThat(p.mean()).containsExactly(1, 2);
    assertThat(p.covariance()).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
  }

  @Test
  void refusesACovarianceThatIsNotPositiveDefinite() {
    double[][] indefinite = {{1, 2}, {2, 1}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(new double[2], indefinite))
        .withMessage("covariance is not positive definite: Cholesky pivot 1 is -3.0");
    double[][] singular = {{1, 1}, {1, 1}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(new double[2], singular))
        .withMessageContaining("not positive definite: Cholesky pivot 1 is 0.0");
    // Of rank 1, with a last pivot that is rounding.
    double[][] rounded = {{0.01, 0.03, 0.07}, {0.03, 0.09, 0.21}, {0.07, 0.21, 0.49}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(new double[3], rounded))
        .withMessageContaining("not positive definite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(new double[1], new double[][] {{-1}}))
        .withMessageContaining("not positive definite: Cholesky pivot 0 is -1.0");
  }

  @Test
  void refusesOtherBadInput() {
    double[] zero = new double[2];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(zero, new double[][] {{1, 0.5}, {0.4, 1}}))
        .withMessage("covariance must be symmetric, but (1,0) is 0.4 and (0,1) is 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(zero, new double[][] {{1, 0}, {0}}))
        .withMessage("covariance must be square, but row 1 of 2 has 1 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(zero, new double[][] {{1, Double.NaN}, {0, 1}}))
        .withMessage("covariance must be finite, but (0,1) is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.of(zero, new double[][] {{1}}))
        .withMessageContaining("but have 2 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.diagonal(new double[0], new double[0]))
        .withMessageContaining("at least 1, but have 0 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.diagonal(zero, new double[] {1, 0}))
        .withMessage("stdDev must be finite and above 0, but stdDev[1] = 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.diagonal(new double[] {0, Double.NaN}, zero))
        .withMessage("mean must be finite, but mean[1] = NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultivariateNormal.standard(0))
        .withMessageContaining("but was 0");
    MultivariateNormal plane = MultivariateNormal.standard(2);
    MultivariateNormal space = MultivariateNormal.standard(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plane.klDivergence(space))
        .withMessage("q must have 2 dimensions, but has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plane.crossEntropy(space))
        .withMessage("q must have 2 dimensions, but has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plane.logDensity(new double[3]))
        .withMessage("x must have 2 dimensions, but has 3");
  }

  private static MultivariateNormal full(RandomGenerator random, int n) {
    return MultivariateNormal.of(Seeded.vector(random, n), Seeded.covariance(random, n));
  }
}
