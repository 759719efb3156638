package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningLossTermsTest {
  @Test
  void weighsBatchesByTheirExamples() {
    RunningLossTerms running = new RunningLossTerms();
    running.add(LossTerms.weighted(3, 10, List.of(1.0, 2.0), 0.5));
    running.add(LossTerms.weighted(1, 30, List.of(5.0, 6.0), 1.0));
    LossTerms mean = running.mean();
    assertThat(mean.examples()).isEqualTo(4);
    assertThat(mean.reconstruction()).isEqualTo(15);
    assertThat(mean.klPerUnit()).containsExactly(2.0, 3.0);
    assertThat(mean.klWeight()).isEqualTo(1);
    // The weight moved between the batches: (3 · 0.5 · 3 + 1 · 1 · 11) / 4, and not 1 · 5.
    assertThat(mean.klPenalty()).isEqualTo(3.875);
    assertThat(mean.klPenaltyPerUnit()).containsExactly(1.625, 2.25);
    assertThat(mean.objective()).isEqualTo(18.875);
    assertThat(mean.total()).isEqualTo(20);
  }

  @Test
  void averagesPenaltiesByName() {
    RunningLossTerms running = new RunningLossTerms();
    running.add(
        new LossTerms(3, 10, List.of(1.0), 1, List.of(1.0), Map.of("mmd", 2.0, "dip1", 0.5)));
    running.add(
        new LossTerms(1, 10, List.of(1.0), 1, List.of(1.0), Map.of("mmd", -2.0, "dip1", 4.5)));

    assertThat(running.mean().penalties()).isEqualTo(Map.of("dip1", 1.5, "mmd", 1.0));
    assertThat(running.mean().objective()).isEqualTo(13.5);
    assertThat(running.mean().total()).isEqualTo(11);
    RunningLossTerms after = RunningLossTerms.from(running.sums());
    assertThat(after.mean()).isEqualTo(running.mean());
  }

  /** As a file of an earlier version has them. */
  @Test
  void sumsWithoutPenaltiesAreRead() {
    RunningLossTerms.Sums sums =
        new RunningLossTerms.Sums(2, 10, 1, List.of(1.0), List.of(1.0), null);

    assertThat(sums.penalties()).isEmpty();
    assertThat(sums).isEqualTo(new RunningLossTerms.Sums(2, 10, 1, List.of(1.0), List.of(1.0)));
  }

  @Test
  void goesOnFromItsSumsToTheBit() {
    LossTerms first = LossTerms.weighted(3, 0.1, List.of(0.7, 1e-17), 0.3);
    LossTerms second = LossTerms.weighted(2, 1 / 3.0, List.of(1e9, 0.2), 0.9);
    RunningLossTerms whole = new RunningLossTerms();
    whole.add(first);
    whole.add(second);
    RunningLossTerms before = RunningLossTerms.from(RunningLossTerms.Sums.NONE);
    before.add(first);
    RunningLossTerms after = RunningLossTerms.from(before.sums());
    after.add(second);
    assertThat(after.mean()).isEqualTo(whole.mean());
    assertThat(after.sums()).isEqualTo(whole.sums());
  }

  @Test
  void needsABatch() {
    assertThatThrownBy(() -> new RunningLossTerms().mean())
        .isInstanceOf(IllegalStateException.class);
  }
}
