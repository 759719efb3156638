package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.Golden;

class DiscreteDistributionTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** The logarithms of the tests are below 40 and have half an ulp of error each. */
  private static final double ROUNDING = 40 * Math.ulp(1.0);

  private static final String SEEDS = "org.vae4j.information.Seeded#seeds";

  // ---- Published and reference values

  @Test
  void kullbacksExample() {
    DiscreteDistribution p = DiscreteDistribution.of(0.36, 0.48, 0.16);
    DiscreteDistribution q = DiscreteDistribution.uniform(3);
    double pq = (32 * Math.log(2) + 55 * Math.log(3) - 50 * Math.log(5)) / 25;
    double qp = (-4 * Math.log(2) - 6 * Math.log(3) + 6 * Math.log(5)) / 3;
    // The exact forms themselves cancel, from terms of up to 80/25.
    assertThat(p.klDivergence(q)).isCloseTo(pq, within(2e-15));
    assertThat(q.klDivergence(p)).isCloseTo(qp, within(2e-15));
    // As printed, to seven decimals.
    assertThat(p.klDivergence(q)).isCloseTo(0.0852996, within(0.5e-7));
    assertThat(q.klDivergence(p)).isCloseTo(0.0974550, within(0.5e-7));
  }

  @Test
  void kullbacksDistributionIsABinomial() {
    assertThat(DiscreteDistribution.binomial(2, 0.4).probabilities())
        .containsExactly(new double[] {0.36, 0.48, 0.16}, within(ROUNDING));
  }

  /** As printed in the worked example, to five decimals. */
  @Test
  void teethOfAWorm() {
    DiscreteDistribution teeth =
        DiscreteDistribution.of(.02, .03, .05, .14, .16, .15, .12, .08, .10, .08, .07);
    assertThat(teeth.expectation(i -> i) / 10).isCloseTo(0.544, within(ROUNDING));
    assertThat(teeth.klDivergence(DiscreteDistribution.uniform(11)))
        .isCloseTo(0.13668, within(0.5e-5));
    assertThat(teeth.klDivergence(DiscreteDistribution.binomial(10, 0.544)))
        .isCloseTo(0.42735, within(0.5e-5));
    assertThat(teeth.klDivergence(DiscreteDistribution.binomial(10, 0.57)))
        .isCloseTo(0.44108, within(0.5e-5));
  }

  @Test
  void agreesWithTorch() {
    Golden golden = Golden.block("discrete");
    double[][] ps = golden.matrix("p");
    double[][] qs = golden.matrix("q");
    for (int i = 0; i < ps.length; i++) {
      DiscreteDistribution p = DiscreteDistribution.of(ps[i]);
      DiscreteDistribution q = DiscreteDistribution.of(qs[i]);
      assertGolden(p.entropy(), golden.vector("entropyNats")[i]);
      assertGolden(p.crossEntropy(q), golden.vector("crossEntropyNats")[i]);
      assertGolden(p.klDivergence(q), golden.vector("klNats")[i]);
      assertGolden(p.entropy(LogBase.BITS), golden.vector("entropyBits")[i]);
      assertGolden(p.crossEntropy(q, LogBase.BITS), golden.vector("crossEntropyBits")[i]);
      assertGolden(p.klDivergence(q, LogBase.BITS), golden.vector("klBits")[i]);
    }
  }

  /** Both sides are float64 sums of a few terms: twelve digits leave room for either's rounding. */
  private static void assertGolden(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
  }

  // ---- Identities

  @ParameterizedTest
  @MethodSource(SEEDS)
  void crossEntropyIsEntropyPlusDivergence(long seed) {
    Pair pair = pair(seed);
    assertThat(pair.p.crossEntropy(pair.q))
        .isCloseTo(pair.p.entropy() + pair.p.klDivergence(pair.q), within(ROUNDING));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void divergenceIsTheMeanLogRatio(long seed) {
    Pair pair = pair(seed);
    double mean =
        pair.p.expectation(i -> Math.log(pair.p.probability(i)) - Math.log(pair.q.probability(i)));
    assertThat(pair.p.klDivergence(pair.q)).isCloseTo(mean, within(ROUNDING));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void divergenceIsPositiveUnlessEqual(long seed) {
    Pair pair = pair(seed);
    assertThat(pair.p.klDivergence(pair.q)).isPositive();
    assertThat(pair.p.klDivergence(pair.p)).isZero();
    assertThat(pair.p.jensenShannon(pair.p)).isZero();
    assertThat(pair.p.jeffreys(pair.p)).isZero();
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void divergenceIsNotSymmetric(long seed) {
    Pair pair = pair(seed);
    double forward = pair.p.klDivergence(pair.q);
    double backward = pair.q.klDivergence(pair.p);
    assertThat(Math.abs(forward - backward)).isGreaterThan(1e-6 * forward);
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void divergenceOfNearlyEqualDistributionsKeepsItsDigits(long seed) {
    RandomGenerator random = Seeded.random(seed);
    double p = random.nextDouble(0.1, 0.4);
    double step = Math.scalb(1.0, -random.nextInt(20, 52));
    DiscreteDistribution here = DiscreteDistribution.of(p, 0.5 - p, 0.5);
    // Both steps are exact: the values are below ½ and the step is a multiple of their grid.
    DiscreteDistribution there = DiscreteDistribution.of(p + step, 0.5 - p - step, 0.5);
    double first = (p + step) - p;
    double second = (0.5 - p - step) - (0.5 - p);
    double leading = 0.5 * (first * first / p + second * second / (0.5 - p));
    // The next order is relative to step/p; a step on a coarser grid than its value may round.
    assertThat(here.klDivergence(there)).isPositive().isCloseTo(leading, within(1e-4 * leading));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void relabellingChangesNothing(long seed) {
    Pair pair = pair(seed);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < pair.p.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    DiscreteDistribution p = relabelled(pair.p, order);
    DiscreteDistribution q = relabelled(pair.q, order);
    // Made anew, each probability may move by an ulp: the sum is 1 only to rounding.
    assertThat(p.klDivergence(q)).isCloseTo(pair.p.klDivergence(pair.q), within(ROUNDING));
    assertThat(p.entropy()).isCloseTo(pair.p.entropy(), within(ROUNDING));
  }

  private static DiscreteDistribution relabelled(DiscreteDistribution p, List<Integer> order) {
    return DiscreteDistribution.of(order.stream().mapToDouble(p::probability).toArray());
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void theUniformHasMostEntropy(long seed) {
    DiscreteDistribution p = pair(seed).p;
    DiscreteDistribution uniform = DiscreteDistribution.uniform(p.size());
    assertThat(uniform.entropy()).isCloseTo(Math.log(p.size()), within(ROUNDING));
    assertThat(p.entropy()).isPositive().isLessThan(uniform.entropy());
    assertThat(p.klDivergence(uniform))
        .isCloseTo(uniform.entropy() - p.entropy(), within(ROUNDING));
  }

  @ParameterizedTest
  @EnumSource
  void everyMeasureTakesAUnit(LogBase base) {
    DiscreteDistribution p = DiscreteDistribution.of(0.36, 0.48, 0.16);
    DiscreteDistribution q = DiscreteDistribution.uniform(3);
    double unit = Math.log(base.base());
    assertThat(p.entropy(base)).isCloseTo(p.entropy() / unit, within(ROUNDING));
    assertThat(p.crossEntropy(q, base)).isCloseTo(p.crossEntropy(q) / unit, within(ROUNDING));
    assertThat(p.klDivergence(q, base)).isCloseTo(p.klDivergence(q) / unit, within(ROUNDING));
    assertThat(p.jensenShannon(q, base)).isCloseTo(p.jensenShannon(q) / unit, within(ROUNDING));
    assertThat(p.jeffreys(q, base)).isCloseTo(p.jeffreys(q) / unit, within(ROUNDING));
    assertThat(p.selfInformation(1, base)).isCloseTo(p.selfInformation(1) / unit, within(ROUNDING));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void jensenShannonIsTheMeanDivergenceFromTheMixture(long seed) {
    Pair pair = pair(seed);
    double[] mixture = new double[pair.p.size()];
    Arrays.setAll(mixture, i -> (pair.p.probability(i) + pair.q.probability(i)) / 2);
    DiscreteDistribution m = DiscreteDistribution.of(mixture);
    double mean = (pair.p.klDivergence(m) + pair.q.klDivergence(m)) / 2;
    assertThat(pair.p.jensenShannon(pair.q))
        .isCloseTo(mean, within(ROUNDING))
        .isEqualTo(pair.q.jensenShannon(pair.p), within(ROUNDING))
        .isLessThan(Math.log(2));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void jeffreysIsTheSumOfBothDirections(long seed) {
    Pair pair = pair(seed);
    double sum = 0;
    for (int i = 0; i < pair.p.size(); i++) {
      double p = pair.p.probability(i);
      double q = pair.q.probability(i);
      sum += (p - q) * (Math.log(p) - Math.log(q));
    }
    assertThat(pair.p.jeffreys(pair.q)).isCloseTo(sum, within(ROUNDING));
    assertThat(pair.p.jeffreys(pair.q)).isEqualTo(pair.q.jeffreys(pair.p));
  }

  // ---- Borders

  @Test
  void zeroTimesLogZeroIsZero() {
    DiscreteDistribution p = DiscreteDistribution.of(0.5, 0.5, 0);
    DiscreteDistribution q = DiscreteDistribution.of(0.25, 0.25, 0.5);
    assertThat(p.entropy(LogBase.BITS)).isEqualTo(1);
    assertThat(p.crossEntropy(q, LogBase.BITS)).isEqualTo(2);
    assertThat(p.klDivergence(q, LogBase.BITS)).isCloseTo(1, within(ROUNDING));
    assertThat(p.klDivergence(p)).isZero();
    assertThat(p.selfInformation(2)).isEqualTo(INFINITY);
  }

  @Test
  void infiniteWhereQIsZeroAndPIsNot() {
    DiscreteDistribution p = DiscreteDistribution.uniform(3);
    DiscreteDistribution q = DiscreteDistribution.of(0.5, 0.5, 0);
    assertThat(p.klDivergence(q)).isEqualTo(INFINITY);
    assertThat(p.crossEntropy(q)).isEqualTo(INFINITY);
    assertThat(p.jeffreys(q)).isEqualTo(INFINITY);
    assertThat(p.klDivergence(q, LogBase.BITS)).isEqualTo(INFINITY);
    assertThat(q.klDivergence(p)).isCloseTo(Math.log(1.5), within(ROUNDING));
    assertThat(p.jensenShannon(q)).isFinite().isPositive();
  }

  @Test
  void disjointDistributionsAreOneBitApart() {
    DiscreteDistribution p = DiscreteDistribution.of(1, 0);
    DiscreteDistribution q = DiscreteDistribution.of(0, 1);
    assertThat(p.jensenShannon(q, LogBase.BITS)).isCloseTo(1, within(ROUNDING));
  }

  @Test
  void aCertainOutcomeTellsNothing() {
    DiscreteDistribution certain = DiscreteDistribution.of(1.0);
    // Zero, and not −0.0.
    assertThat(Double.compare(certain.entropy(), 0.0)).isZero();
    assertThat(Double.compare(certain.selfInformation(0), 0.0)).isZero();
    assertThat(certain).isEqualTo(DiscreteDistribution.uniform(1));
  }

  @Test
  void subnormalProbabilities() {
    DiscreteDistribution p = DiscreteDistribution.of(1, Double.MIN_VALUE);
    DiscreteDistribution certain = DiscreteDistribution.of(1, 0);
    DiscreteDistribution even = DiscreteDistribution.of(0.5, 0.5);
    assertThat(p.klDivergence(certain)).isEqualTo(INFINITY);
    assertThat(p.jensenShannon(certain)).isFinite().isNotNegative();
    assertThat(p.klDivergence(even)).isCloseTo(Math.log(2), within(ROUNDING));
    // −½·log(2^-1074) − log 2.
    assertThat(even.klDivergence(p)).isCloseTo(536 * Math.log(2), within(536 * ROUNDING));
  }

  // ---- Making distributions

  @Test
  void roundedProbabilitiesAreAcceptedAndNormalised() {
    DiscreteDistribution thirds = DiscreteDistribution.of(0.3333333333, 0.3333333333, 0.3333333333);
    assertThat(thirds.probabilities())
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(Math.ulp(1.0)));
  }

  @Test
  void countsBecomeFrequencies() {
    assertThat(DiscreteDistribution.ofCounts(1, 2, 0, 5))
        .isEqualTo(DiscreteDistribution.of(0.125, 0.25, 0, 0.625))
        .hasSameHashCodeAs(DiscreteDistribution.of(0.125, 0.25, 0, 0.625))
        .hasToString("DiscreteDistribution[0.125, 0.25, 0.0, 0.625]");
    assertThat(DiscreteDistribution.ofCounts(Long.MAX_VALUE, Long.MAX_VALUE).probability(0))
        .isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({"10, 0.544", "1, 0.3", "30, 0.01", "60, 0.999", "5, 1e-5"})
  void binomialAgreesWithExactArithmetic(int n, double s) {
    DiscreteDistribution binomial = DiscreteDistribution.binomial(n, s);
    assertThat(binomial.size()).isEqualTo(n + 1);
    for (int k = 0; k <= n; k++) {
      double exact = exactBinomial(n, k, s);
      // An exponential of up to −700 whose rounding is relative to that.
      assertThat(binomial.probability(k)).isCloseTo(exact, within(2e-13 * exact));
    }
  }

  private static double exactBinomial(int n, int k, double s) {
    BigInteger choose = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      choose = choose.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    BigDecimal success = new BigDecimal(s);
    return new BigDecimal(choose)
        .multiply(success.pow(k, MathContext.DECIMAL128))
        .multiply(BigDecimal.ONE.subtract(success).pow(n - k, MathContext.DECIMAL128))
        .doubleValue();
  }

  @Test
  void binomialBorders() {
    assertThat(DiscreteDistribution.binomial(3, 0)).isEqualTo(DiscreteDistribution.of(1, 0, 0, 0));
    assertThat(DiscreteDistribution.binomial(3, 1)).isEqualTo(DiscreteDistribution.of(0, 0, 0, 1));
    assertThat(DiscreteDistribution.binomial(0, 0.5)).isEqualTo(DiscreteDistribution.of(1.0));
  }

  @Test
  void isImmutable() {
    double[] given = {0.5, 0.5};
    DiscreteDistribution p = DiscreteDistribution.of(given);
    given[0] = 7;
    p.probabilities()[1] = 7;
    assertThat(p.probabilities()).containsExactly(0.5, 0.5);
  }

  // ---- Bad input: the value and the rule

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNoProbability(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteDistribution.of(0.5, bad, 0.5))
        .withMessage("a probability must be finite and at least 0, but p(1) = " + bad);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.6, 0.500000002, 0})
  void refusesASumThatIsNotOne(double second) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteDistribution.of(0.5, second))
        .withMessageContaining("must sum to 1 within 1.0E-9, but the sum is " + (0.5 + second));
  }

  @Test
  void refusesNothingAtAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(DiscreteDistribution::of)
        .withMessageContaining("at least one outcome, but the number of outcomes is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(DiscreteDistribution::ofCounts)
        .withMessageContaining("at least one outcome");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteDistribution.uniform(-1))
        .withMessageContaining("at least one outcome, but the number of outcomes is -1");
  }

  @Test
  void refusesBadCountsAndTrials() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteDistribution.ofCounts(1, -2))
        .withMessage("a count must be at least 0, but n(1) = -2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteDistribution.ofCounts(0, 0))
        .withMessageContaining("but all 2 are 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteDistribution.binomial(-1, 0.5))
        .withMessageContaining("but was -1");
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DiscreteDistribution.binomial(2, bad))
          .withMessageContaining("in [0, 1], but was " + bad);
    }
  }

  @Test
  void refusesDifferentNumbersOfOutcomesAndNamesBoth() {
    DiscreteDistribution p = DiscreteDistribution.uniform(3);
    DiscreteDistribution q = DiscreteDistribution.uniform(11);
    String message = "p and q must have the same number of outcomes, but p has 3 and q has 11";
    assertThatIllegalArgumentException().isThrownBy(() -> p.klDivergence(q)).withMessage(message);
    assertThatIllegalArgumentException().isThrownBy(() -> p.crossEntropy(q)).withMessage(message);
    assertThatIllegalArgumentException().isThrownBy(() -> p.jensenShannon(q)).withMessage(message);
    assertThatIllegalArgumentException().isThrownBy(() -> p.jeffreys(q)).withMessage(message);
  }

  @Test
  void refusesAnOutcomeThatIsNotThere() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> DiscreteDistribution.uniform(3).selfInformation(3))
        .withMessageContaining("3");
  }

  private record Pair(DiscreteDistribution p, DiscreteDistribution q) {}

  private static Pair pair(long seed) {
    RandomGenerator random = Seeded.random(seed);
    int outcomes = random.nextInt(2, 40);
    return new Pair(Seeded.distribution(random, outcomes), Seeded.distribution(random, outcomes));
  }
}
