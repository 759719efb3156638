package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BregmanDivergenceTest {

  private static final String SEEDS = "org.vae4j.information.Seeded#seeds";

  /** The generator and the tangent are below 10 and are subtracted. */
  private static final double ROUNDING = 40 * Math.ulp(1.0);

  private static final BregmanDivergence NEGATIVE_ENTROPY = BregmanDivergence.negativeEntropy();
  private static final BregmanDivergence SQUARED_NORM = BregmanDivergence.squaredNorm();

  @ParameterizedTest
  @MethodSource(SEEDS)
  void generatedByNegativeEntropyItIsTheKlDivergence(long seed) {
    RandomGenerator random = Seeded.random(seed);
    int outcomes = random.nextInt(2, 40);
    DiscreteDistribution p = Seeded.distribution(random, outcomes);
    DiscreteDistribution q = Seeded.distribution(random, outcomes);
    assertThat(NEGATIVE_ENTROPY.between(p.probabilities(), q.probabilities()))
        .isCloseTo(p.klDivergence(q), within(ROUNDING));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void generatedByTheSquaredNormItIsTheSquaredDistance(long seed) {
    RandomGenerator random = Seeded.random(seed);
    double[] x = Seeded.vector(random, 5);
    double[] y = Seeded.vector(random, 5);
    double distance = 0;
    for (int i = 0; i < x.length; i++) {
      distance += (x[i] - y[i]) * (x[i] - y[i]);
    }
    assertThat(SQUARED_NORM.between(x, y)).isCloseTo(distance, within(ROUNDING));
    assertThat(SQUARED_NORM.between(x, x)).isZero();
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void generatedByTheNegativeLogarithmItIsTheItakuraSaitoDivergence(long seed) {
    RandomGenerator random = Seeded.random(seed);
    BregmanDivergence burg =
        BregmanDivergence.of(x -> -Math.log(x[0]), x -> new double[] {-1 / x[0]});
    double x = random.nextDouble(0.1, 10);
    double y = random.nextDouble(0.1, 10);
    // The tangent reaches 10/0.1.
    assertThat(burg.between(new double[] {x}, new double[] {y}))
        .isCloseTo(ItakuraSaito.divergence(x, y), within(10 * ROUNDING));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void neverNegativeForNearlyEqualPoints(long seed) {
    RandomGenerator random = Seeded.random(seed);
    double[] x = Seeded.distribution(random, 10).probabilities();
    double[] y = x.clone();
    y[0] = Math.nextUp(y[0]);
    assertThat(NEGATIVE_ENTROPY.between(x, y)).isNotNegative().isLessThan(ROUNDING);
  }

  @Test
  void theBorderOfTheSimplex() {
    assertThat(NEGATIVE_ENTROPY.between(new double[] {1, 0}, new double[] {0.5, 0.5}))
        .isCloseTo(Math.log(2), within(ROUNDING));
    assertThat(NEGATIVE_ENTROPY.between(new double[] {0.5, 0.5}, new double[] {1, 0}))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(NEGATIVE_ENTROPY.between(new double[] {1, 0}, new double[] {1, 0})).isZero();
  }

  @Test
  void refusesAGeneratorThatIsNotConvexAndAGradientThatIsNotItsOwn() {
    BregmanDivergence concave =
        BregmanDivergence.of(x -> -x[0] * x[0], x -> new double[] {-2 * x[0]});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> concave.between(new double[] {1}, new double[] {3}))
        .withMessageContaining("must not lie below its tangent, but the divergence is -4.0");
    BregmanDivergence steep = BregmanDivergence.of(x -> x[0] * x[0], x -> new double[] {5 * x[0]});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> steep.between(new double[] {2}, new double[] {1}))
        .withMessageContaining("-2.0");
    BregmanDivergence tooShort = BregmanDivergence.of(x -> 0, x -> new double[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tooShort.between(new double[2], new double[2]))
        .withMessage("the gradient must have 2 values, but has 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void refusesCoordinatesThatAreNotFinite(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARED_NORM.between(new double[] {1}, new double[] {bad}))
        .withMessageContaining("y[0] = " + bad);
  }

  @Test
  void refusesOtherBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARED_NORM.between(new double[2], new double[3]))
        .withMessageContaining("but have 2 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARED_NORM.between(new double[0], new double[0]))
        .withMessageContaining("but have 0 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NEGATIVE_ENTROPY.between(new double[] {-1}, new double[] {1}))
        .withMessageContaining("at least 0, but one is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NEGATIVE_ENTROPY.between(new double[] {1}, new double[] {-1}));
  }
}
