package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelDomainTest {
  static Stream<Arguments> domains() {
    return Stream.of(
        Arguments.of(LabelDomain.FINITE, DoubleStream.of(-1e300, -0.5, 0, 7), DoubleStream.empty()),
        Arguments.of(
            LabelDomain.UNIT_INTERVAL,
            DoubleStream.of(0, -0.0, 1e-300, 0.5, 1),
            DoubleStream.of(-1e-9, 1 + 1e-9, 1.5, 255)),
        Arguments.of(
            LabelDomain.COUNTS, DoubleStream.of(0, 1, 1e9), DoubleStream.of(-1, 0.5, 2.0001)),
        Arguments.of(
            LabelDomain.classes(10), DoubleStream.of(0, 1, 9), DoubleStream.of(-1, 0.5, 10, 1e9)),
        Arguments.of(
            LabelDomain.levels(256),
            DoubleStream.of(0, 1 / 255.0, 128 / 255.0, 1),
            // A third of a level off, one beyond each end, and 7 bits for 8.
            DoubleStream.of(0.3333 / 255, -1 / 255.0, 256 / 255.0, 1 / 127.0)));
  }

  @ParameterizedTest
  @MethodSource("domains")
  void knowsWhatIsInside(LabelDomain domain, DoubleStream inside, DoubleStream outside) {
    assertThat(inside).allMatch(domain::contains);
    assertThat(outside).noneMatch(domain::contains);
    assertThat(DoubleStream.of(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
        .noneMatch(domain::contains);
  }

  /** However a pixel was scaled in single precision. */
  @ParameterizedTest
  @ValueSource(ints = {2, 16, 256, 65_536})
  void levelsMayHaveBeenRoundedToFloat(int count) {
    LabelDomain levels = LabelDomain.levels(count);
    float last = count - 1;
    float reciprocal = 1 / last;
    for (int k = 0; k < count; k++) {
      assertThat(levels.contains(k / last)).isTrue();
      assertThat(levels.contains(k * reciprocal)).isTrue();
      assertThat(levels.contains((k - 127.5f) / last + 127.5f / last)).isTrue();
    }
  }

  @Test
  void saysWhatItExpects() {
    assertThat(LabelDomain.UNIT_INTERVAL).hasToString("x in [0, 1]");
    assertThat(LabelDomain.classes(3)).hasToString("x in {0, ..., 2}");
    assertThat(LabelDomain.levels(256)).hasToString("x = k/255 with k in {0, ..., 255}");
  }
}
