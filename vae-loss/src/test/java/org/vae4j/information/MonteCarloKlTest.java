package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MonteCarloKlTest {

  private static final DoubleUnaryOperator STANDARD = UnivariateNormal.of(0, 1)::logDensity;

  @Test
  void theStandardErrorIsHonest() {
    int pairs = 400;
    int withinOne = 0;
    double squares = 0;
    for (int seed = 0; seed < pairs; seed++) {
      RandomGenerator random = Seeded.random(seed);
      UnivariateNormal p = Seeded.normal(random);
      UnivariateNormal q = Seeded.normal(random);
      double[] samples = DoubleStream.generate(() -> p.sample(random)).limit(2000).toArray();
      Estimate estimate = MonteCarloKl.fromSamples(p::logDensity, q::logDensity, samples);
      double z = (estimate.value() - p.klDivergence(q)) / estimate.error();
      // One in 16,000 is further out by chance; the draws are fixed by the seed.
      assertThat(Math.abs(z)).isLessThan(4);
      withinOne += Math.abs(z) < 1 ? 1 : 0;
      squares += z * z;
    }
    // 68.3 % ± 2.3 %, and a mean square of 1 ± 0.07: three standard errors of 400 pairs.
    assertThat((double) withinOne / pairs).isCloseTo(0.683, within(0.07));
    assertThat(squares / pairs).isCloseTo(1, within(0.21));
  }

  @Test
  void anyNumberOfDimensions() {
    RandomGenerator random = Seeded.random(11);
    MultivariateNormal p =
        MultivariateNormal.of(Seeded.vector(random, 3), Seeded.covariance(random, 3));
    MultivariateNormal q = MultivariateNormal.standard(3);
    List<double[]> samples = Stream.generate(() -> p.sample(random)).limit(20_000).toList();
    Estimate estimate = MonteCarloKl.fromSamples(p::logDensity, q::logDensity, samples);
    assertThat(estimate.value()).isCloseTo(p.klDivergence(q), within(3 * estimate.error()));
    assertThat(estimate.error()).isPositive().isLessThan(0.05 * p.klDivergence(q));
  }

  @Test
  void meanAndStandardErrorOfTwoSamples() {
    // log-ratios 1 and 3: mean 2, variance 2, error √(2/2).
    Estimate estimate = MonteCarloKl.fromSamples(x -> x, x -> 0, new double[] {1, 3});
    assertThat(estimate).isEqualTo(new Estimate(2, 1));
    assertThat(estimate.in(LogBase.BITS)).isEqualTo(new Estimate(2 / Math.log(2), 1 / Math.log(2)));
  }

  @Test
  void infiniteWhereQIsZeroAtASample() {
    Estimate estimate =
        MonteCarloKl.fromSamples(
            STANDARD, x -> x > 0 ? 0 : Double.NEGATIVE_INFINITY, new double[] {-1, 1});
    assertThat(estimate).isEqualTo(new Estimate(Double.POSITIVE_INFINITY, 0));
  }

  @Test
  void refusesBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MonteCarloKl.fromSamples(STANDARD, STANDARD, new double[] {1}))
        .withMessageContaining("at least 2 samples, but there are 1");
    double[] two = {1, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MonteCarloKl.fromSamples(x -> Double.NEGATIVE_INFINITY, STANDARD, two))
        .withMessageContaining("log p must be finite at a sample of p, but one is -Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MonteCarloKl.fromSamples(STANDARD, x -> Double.NaN, two))
        .withMessageContaining("at a sample it is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Estimate(1, -1))
        .withMessageContaining("1.0 ± -1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(Double.NaN, 1));
  }
}
