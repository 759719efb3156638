package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LogMeanExpTest {
  private static double of(double... logarithms) {
    LogMeanExp mean = new LogMeanExp();
    DoubleStream.of(logarithms).forEach(mean::add);
    return mean.value();
  }

  @Test
  void agreesWithTheNaiveFormWhereThatWorks() {
    double naive = Math.log((Math.exp(-3) + Math.exp(1.5) + Math.exp(0.25)) / 3);
    // A handful of roundings of numbers near 1.
    assertThat(of(-3, 1.5, 0.25)).isCloseTo(naive, within(1e-14));
    assertThat(of(1.5, 0.25, -3)).isCloseTo(naive, within(1e-14));
  }

  @Test
  void neitherOverflowsNorUnderflows() {
    // log of the mean of e^-5000 and 3 e^-5000; exp(-5000) is 0 in double
    assertThat(of(-5000, -5000 + Math.log(3))).isCloseTo(-5000 + Math.log(2), within(1e-11));
    assertThat(of(5000, 5000 + Math.log(3))).isCloseTo(5000 + Math.log(2), within(1e-11));
  }

  @Test
  void countsWhatIsZero() {
    assertThat(of(Double.NEGATIVE_INFINITY, 0)).isEqualTo(-Math.log(2));
    assertThat(of(0, Double.NEGATIVE_INFINITY)).isEqualTo(-Math.log(2));
    assertThat(of(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(of()).isNaN();
  }
}
