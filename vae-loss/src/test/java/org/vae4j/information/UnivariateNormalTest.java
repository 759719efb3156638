package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.Golden;

class UnivariateNormalTest {

  private static final DfpField DIGITS = new DfpField(60);

  /** A handful of operations on positive terms. */
  private static final double RELATIVE = 16 * Math.ulp(1.0);

  private static final String SEEDS = "org.vae4j.information.Seeded#seeds";

  @Test
  void agreesWithTorch() {
    Golden golden = Golden.block("univariateNormal");
    double[] mean1 = golden.vector("mean1");
    for (int i = 0; i < mean1.length; i++) {
      UnivariateNormal p = UnivariateNormal.of(mean1[i], golden.vector("stdDev1")[i]);
      UnivariateNormal q =
          UnivariateNormal.of(golden.vector("mean2")[i], golden.vector("stdDev2")[i]);
      assertGolden(p.entropy(), golden.vector("entropy")[i]);
      assertGolden(p.klDivergence(q), golden.vector("kl")[i]);
      assertGolden(p.crossEntropy(q), golden.vector("crossEntropy")[i]);
    }
  }

  /** Both sides are closed forms in float64: twelve digits leave room for either's rounding. */
  private static void assertGolden(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 1.0000000000000002",
    "0, 1, 1e-12, 1",
    "1e-9, 1.00000001, 0, 1",
    "3, 2, 3.0001, 2.0003",
    "0, 1e-8, 0, 1",
    "0, 1, 0, 1e-8",
    "5, 1e150, 0, 1",
    "0, 1e-300, 0, 1e300",
    "1000, 1e-3, 1000.001, 2e-3",
  })
  void klHasAllItsDigits(double mean1, double sd1, double mean2, double sd2) {
    double kl = UnivariateNormal.of(mean1, sd1).klDivergence(UnivariateNormal.of(mean2, sd2));
    double exact = exactKl(mean1, sd1, mean2, sd2);
    assertThat(kl).isPositive().isCloseTo(exact, within(RELATIVE * exact));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void klHasAllItsDigitsForNormalsOfAnyDistance(long seed) {
    RandomGenerator random = Seeded.random(seed);
    UnivariateNormal p = Seeded.normal(random);
    double distance = Math.pow(10, random.nextDouble(-15, 5));
    UnivariateNormal q =
        UnivariateNormal.of(
            p.mean() + distance * random.nextGaussian(),
            p.stdDev() * Math.exp(Math.min(distance, 20) * random.nextGaussian()));
    double exact = exactKl(p.mean(), p.stdDev(), q.mean(), q.stdDev());
    assertThat(p.klDivergence(q)).isCloseTo(exact, within(RELATIVE * exact));
  }

  private static double exactKl(double mean1, double sd1, double mean2, double sd2) {
    Dfp deviation = DIGITS.newDfp(sd2);
    Dfp ratio = DIGITS.newDfp(sd1).divide(deviation).pow(2);
    Dfp shift = DIGITS.newDfp(mean1).subtract(DIGITS.newDfp(mean2)).divide(deviation).pow(2);
    return ratio.subtract(1).subtract(ratio.log()).add(shift).divide(2).toDouble();
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void crossEntropyIsEntropyPlusDivergence(long seed) {
    RandomGenerator random = Seeded.random(seed);
    UnivariateNormal p = Seeded.normal(random);
    UnivariateNormal q = Seeded.normal(random);
    double sum = p.entropy() + p.klDivergence(q);
    assertThat(p.crossEntropy(q)).isCloseTo(sum, within(RELATIVE * (1 + sum)));
    assertThat(p.klDivergence(p)).isZero();
    assertThat(p.klDivergence(q)).isPositive().isNotEqualTo(q.klDivergence(p));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void klIsTheMeanLogRatio(long seed) {
    RandomGenerator random = Seeded.random(seed);
    UnivariateNormal p = Seeded.normal(random);
    UnivariateNormal q = Seeded.normal(random);
    // log p − log q is a parabola: the mean over μ ± σ is the mean over p.
    double left = logRatio(p, q, p.mean() - p.stdDev());
    double right = logRatio(p, q, p.mean() + p.stdDev());
    double size = 1 + Math.abs(left) + Math.abs(right);
    assertThat(p.klDivergence(q)).isCloseTo((left + right) / 2, within(RELATIVE * size));
  }

  private static double logRatio(UnivariateNormal p, UnivariateNormal q, double x) {
    return p.logDensity(x) - q.logDensity(x);
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void densityIsTheNormalDensity(long seed) {
    RandomGenerator random = Seeded.random(seed);
    UnivariateNormal p = Seeded.normal(random);
    NormalDistribution reference = new NormalDistribution(null, p.mean(), p.stdDev());
    double x = random.nextDouble(-5, 5);
    double log = reference.logDensity(x);
    assertThat(p.logDensity(x)).isCloseTo(log, within(RELATIVE * (1 + Math.abs(log))));
    // The exponential turns the absolute error of the logarithm into a relative one.
    assertThat(p.density(x))
        .isCloseTo(reference.density(x), within(RELATIVE * (1 + Math.abs(log)) * p.density(x)));
  }

  @Test
  void unitsAreConverted() {
    UnivariateNormal p = UnivariateNormal.of(0, 1);
    UnivariateNormal q = UnivariateNormal.of(1, 1);
    assertThat(p.klDivergence(q)).isEqualTo(0.5);
    assertThat(p.klDivergence(q, LogBase.BITS)).isCloseTo(0.5 / Math.log(2), within(RELATIVE));
    assertThat(p.entropy(LogBase.BANS)).isCloseTo(p.entropy() / Math.log(10), within(RELATIVE));
    // Known as ½·log2(2πe).
    assertThat(p.entropy(LogBase.BITS)).isCloseTo(2.0470955851806, within(1e-12));
  }

  @Test
  void logVarianceIsTwiceTheLogDeviation() {
    assertThat(UnivariateNormal.ofLogVariance(1, 0)).isEqualTo(UnivariateNormal.of(1, 1));
    assertThat(UnivariateNormal.ofLogVariance(0, -20).stdDev()).isEqualTo(Math.exp(-10));
  }

  @Test
  void samplesHaveItsMeanAndDeviation() {
    UnivariateNormal p = UnivariateNormal.of(3, 0.5);
    RandomGenerator random = Seeded.random(7);
    int n = 10_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double z = (p.sample(random) - 3) / 0.5;
      sum += z;
      squares += z * z;
    }
    // Standard errors are 1/√n and √2/√n; the draws are fixed by the seed.
    assertThat(sum / n).isCloseTo(0, within(0.03));
    assertThat(squares / n).isCloseTo(1, within(0.043));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesADeviationThatIsNotPositive(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnivariateNormal.of(0, bad))
        .withMessage("stdDev must be finite and above 0, but was " + bad);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
  void refusesAMeanThatIsNotFinite(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnivariateNormal.of(bad, 1))
        .withMessage("mean must be finite, but was " + bad);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2000, 2000, Double.NaN})
  void refusesALogVarianceWithoutADeviation(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnivariateNormal.ofLogVariance(0, bad))
        .withMessageContaining("stdDev must be finite and above 0");
  }
}
