package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {

  @ParameterizedTest
  @EnumSource
  void holdsEveryMeasureInBothDirections(LogBase base) {
    DiscreteDistribution p = DiscreteDistribution.of(0.36, 0.48, 0.16);
    DiscreteDistribution q = DiscreteDistribution.uniform(3);
    Comparison comparison = Comparison.of(p, q, base);
    assertThat(comparison.base()).isEqualTo(base);
    assertThat(comparison.entropy())
        .isEqualTo(new Comparison.Each(p.entropy(base), q.entropy(base)));
    assertThat(comparison.crossEntropy())
        .isEqualTo(new Comparison.BothWays(p.crossEntropy(q, base), q.crossEntropy(p, base)));
    assertThat(comparison.kl())
        .isEqualTo(new Comparison.BothWays(p.klDivergence(q, base), q.klDivergence(p, base)));
  }

  @Test
  void normalsAndInfiniteValues() {
    Comparison normals =
        Comparison.of(UnivariateNormal.of(0, 1), UnivariateNormal.of(1, 1), LogBase.NATS);
    assertThat(normals.kl()).isEqualTo(new Comparison.BothWays(0.5, 0.5));
    Comparison discrete =
        Comparison.of(DiscreteDistribution.of(1, 0), DiscreteDistribution.uniform(2), LogBase.BITS);
    assertThat(discrete.kl()).isEqualTo(new Comparison.BothWays(1, Double.POSITIVE_INFINITY));
  }
}
