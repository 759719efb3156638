package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompensatedSumTest {

  @Test
  void keepsWhatPlainAdditionLoses() {
    assertThat(CompensatedSum.of(1e16, 1, -1e16)).isEqualTo(1);
    assertThat(CompensatedSum.of(1, 1e100, 1, -1e100)).isEqualTo(2);
  }

  @Test
  void infiniteTermsGiveAnInfiniteSum() {
    assertThat(CompensatedSum.of(1, Double.POSITIVE_INFINITY, 2))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(CompensatedSum.of(Double.NEGATIVE_INFINITY, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(CompensatedSum.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)).isNaN();
  }

  @Test
  void nothingSumsToZero() {
    assertThat(CompensatedSum.of()).isZero();
  }
}
