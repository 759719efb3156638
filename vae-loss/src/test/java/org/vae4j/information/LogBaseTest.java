package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogBaseTest {

  /** One multiplication and one division: an ulp each. */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  @ParameterizedTest
  @EnumSource
  void oneUnitIsTheLogarithmOfTheBase(LogBase base) {
    assertThat(base.toNats(1)).isCloseTo(Math.log(base.base()), within(ROUNDING));
    assertThat(base.fromNats(Math.log(base.base()))).isCloseTo(1, within(ROUNDING));
  }

  @ParameterizedTest
  @EnumSource
  void conversionThereAndBackIsTheSame(LogBase target) {
    for (LogBase source : LogBase.values()) {
      double there = source.convert(0.7, target);
      assertThat(target.convert(there, source)).isCloseTo(0.7, within(ROUNDING));
    }
  }

  @Test
  void oneBanIsLogTwoOfTenBits() {
    // log2(10), OEIS A020862.
    assertThat(LogBase.BANS.convert(1, LogBase.BITS)).isCloseTo(3.321928094887362, within(4e-15));
    assertThat(LogBase.BITS.convert(0.3, LogBase.BITS)).isEqualTo(0.3);
    assertThat(LogBase.BITS.fromNats(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({
    "e, NATS",
    "E, NATS",
    "nats, NATS",
    "2, BITS",
    "Bits, BITS",
    "10, BANS",
    "' bans ', BANS",
  })
  void parsesBasesAndUnits(String text, LogBase base) {
    assertThat(LogBase.parse(text)).isEqualTo(base);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "nat", "-2"})
  void refusesOtherBases(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogBase.parse(text))
        .withMessageContaining("e (nats), 2 (bits) or 10 (bans)")
        .withMessageContaining("\"" + text + "\"");
  }
}
