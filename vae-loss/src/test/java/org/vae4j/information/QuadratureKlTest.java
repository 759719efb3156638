package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadratureKlTest {

  private static final double NEGATIVE_INFINITY = Double.NEGATIVE_INFINITY;

  /** The closed forms are sums of a few positive terms: that many ulps of their own. */
  private static final double CLOSED_FORM_ROUNDING = 8 * Math.ulp(1.0);

  @ParameterizedTest
  @MethodSource("org.vae4j.information.Seeded#seeds")
  void normalsOfAnyPlaceAndScaleAreWithinTheStatedError(long seed) {
    RandomGenerator random = Seeded.random(seed);
    UnivariateNormal p = farNormal(random);
    UnivariateNormal q = farNormal(random);

    Estimate estimate = onLine(p, q);

    assertWithinError(estimate, p.klDivergence(q));
    // And the bound is of use: nodes near 100 lie on a grid of 1.4e-14, for a peak 1e-4 wide.
    assertThat(estimate.error()).isLessThan(1e-9 * (1 + p.klDivergence(q)));
  }

  private static UnivariateNormal farNormal(RandomGenerator random) {
    double stdDev = Math.pow(10, random.nextDouble(-4, 4));
    return UnivariateNormal.of(random.nextDouble(-100, 100), stdDev);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 30, 0.01",
    "30, 0.01, 0, 1",
    "1e3, 1e-3, 1000.001, 2e-3",
    "1000.001, 2e-3, 1e3, 1e-3",
    "0, 1, 0, 1e-6",
    "0, 1e-6, 0, 1",
    "0, 1, 0, 1e-130",
    "0, 1e-130, 0, 1",
    "0, 1e100, 1e100, 1e99",
    "1e-200, 1e-202, 0, 1e-201",
    "0, 1, 1e-9, 1.000000001",
    "5, 2, 5, 2",
  })
  void farApartNarrowAndNearlyEqualNormals(double mean1, double sd1, double mean2, double sd2) {
    UnivariateNormal p = UnivariateNormal.of(mean1, sd1);
    UnivariateNormal q = UnivariateNormal.of(mean2, sd2);
    Estimate estimate = onLine(p, q);
    assertWithinError(estimate, p.klDivergence(q));
    // 1000 is 1e6 deviations from 0 and a double has 1e16 steps: nodes are placed to 1e-10.
    assertThat(estimate.error()).isLessThan(1e-9 * (1 + p.klDivergence(q)));
  }

  @ParameterizedTest
  @MethodSource("org.vae4j.information.Seeded#seeds")
  void aWrongHintGivesTheSameOrIsRefused(long seed) {
    RandomGenerator random = Seeded.random(seed);
    UnivariateNormal p = farNormal(random);
    UnivariateNormal q = farNormal(random);
    Estimate estimate;
    try {
      estimate = QuadratureKl.onLine(p::logDensity, q::logDensity);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("p must have mass 1");
      // Within ±100, only a peak below a hundredth may stay unseen.
      assertThat(p.stdDev()).isLessThan(0.01);
      return;
    }
    assertWithinError(estimate, p.klDivergence(q));
  }

  @Test
  void aNarrowPeakIsFoundWithoutAHint() {
    UnivariateNormal p = UnivariateNormal.of(30, 0.01);
    UnivariateNormal q = UnivariateNormal.of(0, 1);
    assertWithinError(QuadratureKl.onLine(p::logDensity, q::logDensity), p.klDivergence(q));
    assertWithinError(
        QuadratureKl.onInterval(p::logDensity, q::logDensity, -100, 100), p.klDivergence(q));
  }

  @Test
  void aPeakThatIsTooNarrowIsRefusedAndNotTakenForZero() {
    UnivariateNormal p = UnivariateNormal.of(Math.PI, 1e-9);
    UnivariateNormal q = UnivariateNormal.of(0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onInterval(p::logDensity, q::logDensity, -100, 100))
        .withMessageContaining("p must have mass 1, but 0.0 was found");
  }

  @Test
  void aNarrowPartOfAMixtureIsNotMissed() {
    DoubleUnaryOperator broad = UnivariateNormal.of(0, 1)::logDensity;
    DoubleUnaryOperator narrow = UnivariateNormal.of(0.7, 1e-4)::logDensity;
    DoubleUnaryOperator mixture =
        x -> {
          double a = broad.applyAsDouble(x);
          double b = narrow.applyAsDouble(x);
          return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))) - Math.log(2);
        };
    // Integrated by mpmath at 40 digits, with cuts at 0.7 and 0.7 ± 1e-3.
    assertWithinError(QuadratureKl.onLine(mixture, broad), MIXTURE_TO_BROAD);
    assertWithinError(QuadratureKl.onLine(broad, mixture), BROAD_TO_MIXTURE);
  }

  private static final double MIXTURE_TO_BROAD = 3.785532962499604;
  private static final double BROAD_TO_MIXTURE = 0.6914113999305691;

  /**
   * F. Chyzak and F. Nielsen, A closed-form formula for the KL divergence between Cauchy
   * distributions, 2019.
   */
  @ParameterizedTest
  @MethodSource("org.vae4j.information.Seeded#seeds")
  void heavyTails(long seed) {
    RandomGenerator random = Seeded.random(seed);
    double x1 = random.nextDouble(-5, 5);
    double x2 = random.nextDouble(-5, 5);
    double g1 = Math.exp(random.nextDouble(-2, 2));
    double g2 = Math.exp(random.nextDouble(-2, 2));
    double exact = Math.log((Math.pow(g1 + g2, 2) + Math.pow(x1 - x2, 2)) / (4 * g1 * g2));
    // The logarithm of a number near 1: rounding of the number counts, not of the logarithm.
    assertThat(QuadratureKl.onLine(cauchy(x1, g1), cauchy(x2, g2), x1, g1))
        .satisfies(
            estimate ->
                assertThat(estimate.value())
                    .isCloseTo(exact, within(estimate.error() + CLOSED_FORM_ROUNDING)));
  }

  private static DoubleUnaryOperator cauchy(double location, double scale) {
    return x -> {
      double z = (x - location) / scale;
      return -Math.log(Math.PI * scale) - Math.log1p(z * z);
    };
  }

  /** One kink in a hundred lies where a panel does not see it: so a thousand of them. */
  @Test
  void kinks() {
    for (int seed = 0; seed < 1000; seed++) {
      RandomGenerator random = Seeded.random(seed);
      double m1 = random.nextDouble(-5, 5);
      double m2 = random.nextDouble(-5, 5);
      double b1 = Math.exp(random.nextDouble(-2, 2));
      double b2 = Math.exp(random.nextDouble(-2, 2));
      double shift = Math.abs(m1 - m2);
      double exact = Math.log(b2 / b1) - 1 + shift / b2 + b1 / b2 * Math.exp(-shift / b1);
      Estimate estimate = QuadratureKl.onLine(laplace(m1, b1), laplace(m2, b2), m1 + 0.1, b1);
      // The terms of this closed form are at most 100 and cancel.
      assertThat(estimate.value())
          .as("seed %d", seed)
          .isCloseTo(exact, within(estimate.error() + 100 * CLOSED_FORM_ROUNDING));
      // A kink that only one of two integrations sees leaves its difference in the error.
      assertThat(estimate.error()).as("seed %d", seed).isLessThan(1e-6 * (1 + exact));
    }
  }

  private static DoubleUnaryOperator laplace(double mean, double scale) {
    return x -> -Math.abs(x - mean) / scale - Math.log(2 * scale);
  }

  @Test
  void jumps() {
    for (int seed = 0; seed < 300; seed++) {
      RandomGenerator random = Seeded.random(seed);
      double upper = random.nextDouble(0.5, 3);
      Estimate estimate = QuadratureKl.onInterval(uniform(0, upper), uniform(-1, 4), -1.1, 4.7);
      // The exact value is a logarithm of at most 10.
      assertThat(estimate.value())
          .as("seed %d", seed)
          .isCloseTo(Math.log(5 / upper), within(estimate.error() + 3 * CLOSED_FORM_ROUNDING));
      assertThat(estimate.error()).as("seed %d", seed).isLessThan(1e-6);
    }
  }

  @Test
  void infiniteWhereQIsZeroAndPIsNot() {
    assertThat(QuadratureKl.onInterval(uniform(0, 3), uniform(0, 1), 0, 3))
        .isEqualTo(new Estimate(Double.POSITIVE_INFINITY, 0));
    assertThat(QuadratureKl.onLine(UnivariateNormal.of(0, 1)::logDensity, uniform(-40, 40)))
        .isEqualTo(new Estimate(Double.POSITIVE_INFINITY, 0));
  }

  private static DoubleUnaryOperator uniform(double lower, double upper) {
    return x -> x >= lower && x < upper ? -Math.log(upper - lower) : NEGATIVE_INFINITY;
  }

  @Test
  void tailsWhereBothDensitiesAreZeroAddNothing() {
    DoubleUnaryOperator p = x -> x < 0 ? NEGATIVE_INFINITY : -x;
    DoubleUnaryOperator q = x -> x < 0 ? NEGATIVE_INFINITY : Math.log(2) - 2 * x;
    // Exponentials with rates 1 and 2: log(1/2) + 2/1 − 1.
    assertWithinError(QuadratureKl.onLine(p, q), 1 - Math.log(2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {5.5, 6, 6.5, 7, 8, 9})
  void anIntervalThatCutsTheTailsHasThemInItsError(double width) {
    UnivariateNormal p = UnivariateNormal.of(0, 1);
    UnivariateNormal q = UnivariateNormal.of(0, 0.01);
    Estimate estimate = QuadratureKl.onInterval(p::logDensity, q::logDensity, -width, width);
    assertWithinError(estimate, p.klDivergence(q));
  }

  @Test
  void anIntervalThatCutsTooMuchIsRefused() {
    DoubleUnaryOperator p = UnivariateNormal.of(0, 1)::logDensity;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onInterval(p, p, -3, 3))
        .withMessageContaining("p must have mass 1, but 0.9973");
  }

  @Test
  void aDivergentIntegralIsNotANumber() {
    DoubleUnaryOperator normal = UnivariateNormal.of(0, 1)::logDensity;
    assertThatThrownBy(() -> QuadratureKl.onLine(cauchy(0, 1), normal))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("does not converge");
  }

  @Test
  void unnormalisedDensitiesAreRefused() {
    DoubleUnaryOperator normal = UnivariateNormal.of(0, 1)::logDensity;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onLine(x -> -0.5 * x * x, normal))
        .withMessageContaining("p must have mass 1, but 2.5066");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onLine(normal, x -> normal.applyAsDouble(x) + 1))
        .withMessageContaining("log q is not normalised");
  }

  @Test
  void badInputIsNamed() {
    DoubleUnaryOperator normal = UnivariateNormal.of(0, 1)::logDensity;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onLine(x -> Double.NaN, normal))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onLine(normal, x -> Double.POSITIVE_INFINITY))
        .withMessageContaining("below +Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onLine(normal, normal, Double.NaN, 1))
        .withMessageContaining("NaN and 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onLine(normal, normal, 0, -1))
        .withMessageContaining("0.0 and -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onInterval(normal, normal, 1, 1))
        .withMessageContaining("[1.0, 1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadratureKl.onInterval(normal, normal, 0, Double.POSITIVE_INFINITY))
        .withMessageContaining("finite ends");
  }

  private static Estimate onLine(UnivariateNormal p, UnivariateNormal q) {
    return QuadratureKl.onLine(p::logDensity, q::logDensity, p.mean(), p.stdDev());
  }

  private static void assertWithinError(Estimate estimate, double exact) {
    double slack = estimate.error() + CLOSED_FORM_ROUNDING * Math.abs(exact);
    assertThat(estimate.value()).isCloseTo(exact, within(slack));
  }
}
