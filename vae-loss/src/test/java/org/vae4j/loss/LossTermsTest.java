package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossTermsTest {
  @Test
  void addsUp() {
    LossTerms terms = LossTerms.weighted(8, 100, List.of(1.5, 0.0, 2.5), 0.25);

    assertThat(terms.kl()).isEqualTo(4);
    assertThat(terms.total()).isEqualTo(104);
    assertThat(terms.objective()).isEqualTo(101);
    assertThat(terms.klPenaltyPerUnit()).containsExactly(0.375, 0.0, 0.625);
    assertThat(terms.isFinite()).isTrue();
  }

  /** A collapsed unit shows, whatever the penalty makes of it. */
  @Test
  void keepsTheKlApartFromThePenalty() {
    LossTerms terms = new LossTerms(8, 100, List.of(0.001, 2.0), 1, List.of(0.5, 2.0));

    assertThat(terms.kl()).isEqualTo(2.001);
    assertThat(terms.klPenalty()).isEqualTo(2.5);
    assertThat(terms.total()).isEqualTo(102.001);
    assertThat(terms.objective()).isEqualTo(102.5);
  }

  @Test
  void aPenaltyIsOfTheObjectiveAndNotOfTheNegativeElbo() {
    LossTerms terms =
        new LossTerms(8, 100, List.of(1.0), 2, List.of(2.0), Map.of("mmd", 0.25, "dip1", 3.0));

    assertThat(terms.penalties().keySet()).containsExactly("dip1", "mmd");
    assertThat(terms.penalty()).isEqualTo(3.25);
    assertThat(terms.objective()).isEqualTo(105.25);
    assertThat(terms.total()).isEqualTo(101);
    assertThat(LossTerms.weighted(8, 100, List.of(1.0), 2).penalties()).isEmpty();
    assertThat(
            new LossTerms(1, 1, List.of(1.0), 1, List.of(1.0), Map.of("mmd", Double.NaN))
                .isFinite())
        .isFalse();
  }

  @Test
  void keepsItsOwnList() {
    List<Double> units = new ArrayList<>(List.of(1.0));
    LossTerms terms = LossTerms.weighted(1, 2, units, 1);
    units.set(0, 5.0);

    assertThat(terms.klPerUnit()).containsExactly(1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void oneBrokenTermIsNotFinite(double broken) {
    assertThat(LossTerms.weighted(1, broken, List.of(1.0), 1).isFinite()).isFalse();
    assertThat(LossTerms.weighted(1, 1, List.of(1.0, broken), 1).isFinite()).isFalse();
    assertThat(LossTerms.weighted(1, 1, List.of(1.0), broken).isFinite()).isFalse();
  }

  /** With weight 0 the objective hides an infinite KL; the loss must not. */
  @Test
  void anInfiniteKlShowsEvenWithoutWeight() {
    assertThat(LossTerms.weighted(1, 1, List.of(1e300, 1e308, 1e308), 0).isFinite()).isFalse();
  }
}
