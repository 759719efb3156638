package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.RunningLossTerms;

class TrainingPlanTest {
  private static final ReduceOnPlateau HALVE = new ReduceOnPlateau(0.8, 0.5, 2);

  @Test
  void endsAfterItsEpochs() {
    TrainingPlan plan = TrainingPlan.seeded(1);
    TrainingState end = states(plan, 5, 9, 9, 9).get(2);
    assertThat(plan.isOver(end, 3)).isTrue();
    assertThat(plan.isOver(end, 4)).isFalse();
  }

  @Test
  void losesPatienceAfterSoManyEpochsWithoutANewLow() {
    TrainingPlan plan = patient(0, 2);
    // an equal loss is no new low
    assertThat(patienceLostAfter(plan, 5, 4, 4.5, 4)).isEqualTo(4);
    assertThat(patienceLostAfter(plan, 5, 4, 4.5, 3.9, 4, 3.8, 9, 9)).isEqualTo(8);
    assertThat(patienceLostAfter(plan, 5, 4, 3, 2, 1)).isEqualTo(0);
  }

  @Test
  void countsOnceWarmUpHasEnded() {
    TrainingPlan plan = patient(3, 1);
    // The lows of the first three epochs are of another objective: they are not compared with.
    assertThat(patienceLostAfter(plan, 1, 2, 3, 8, 7, 7.5)).isEqualTo(6);
    TrainingState during = states(plan, 1, 2, 3).get(2);
    assertThat(during.lowest()).isEqualTo(LowestLoss.NONE);
    assertThat(states(plan, 1, 2, 3, 8).get(3).lowest()).isEqualTo(new LowestLoss(4, 8));
  }

  @Test
  void lowersTheRateOnEachPlateau() {
    TrainingPlan plan = new TrainingPlan(1, 0, OptionalInt.empty(), Optional.of(HALVE));
    //                 low  -  -> halved  -  -> halved, low  -  -> halved
    List<TrainingState> states = states(plan, 5, 6, 6, 6, 6, 4, 5, 5);
    assertThat(states)
        .extracting(state -> HALVE.rate(state.reductions()))
        .containsExactly(0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1);
    assertThat(states.get(7).reductions()).isEqualTo(new RateReductions(3, 8));
  }

  @Test
  void doesNotLowerTheRateInWarmUp() {
    TrainingPlan plan = new TrainingPlan(1, 4, OptionalInt.empty(), Optional.of(HALVE));
    assertThat(states(plan, 1, 2, 3, 4, 5, 6, 7))
        .extracting(state -> state.reductions().count())
        .containsExactly(0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void forgetsTheBatchesOfAnEpochThatIsDone() {
    LossTerms terms = LossTerms.weighted(4, 2, List.of(1.0), 1);
    var running = new RunningLossTerms();
    running.add(terms);
    TrainingState inside = TrainingState.start(7).at(1, running.sums(), 2.5);
    assertThat(inside.position()).isEqualTo("epoch 1, batch 1");
    assertThat(TrainingPlan.seeded(7).nextEpoch(inside, Optional.empty()))
        .isEqualTo(TrainingState.startOf(7, 1, LowestLoss.NONE, RateReductions.NONE));
  }

  @Test
  void refusesWhatIsNoPlan() {
    assertThatThrownBy(() -> patient(0, 0)).hasMessageContaining("patience >= 1");
    assertThatThrownBy(() -> patient(-1, 1)).hasMessageContaining("warmupEpochs >= 0");
    assertThatThrownBy(() -> new ReduceOnPlateau(0.1, 1, 2)).hasMessageContaining("(0, 1)");
    assertThatThrownBy(() -> new ReduceOnPlateau(0.1, 0.5, 0)).hasMessageContaining(">= 1");
    assertThatThrownBy(() -> new ReduceOnPlateau(Double.NaN, 0.5, 1)).hasMessageContaining("> 0");
  }

  private static TrainingPlan patient(int warmupEpochs, int patience) {
    return new TrainingPlan(1, warmupEpochs, OptionalInt.of(patience), Optional.empty());
  }

  /** The epoch after which patience is lost, 0 if it is not. */
  private static int patienceLostAfter(TrainingPlan plan, double... losses) {
    return states(plan, losses).stream()
        .filter(plan::hasLostPatience)
        .mapToInt(TrainingState::epoch)
        .findFirst()
        .orElse(0);
  }

  private static List<TrainingState> states(TrainingPlan plan, double... validationLosses) {
    List<TrainingState> states = new ArrayList<>();
    TrainingState state = TrainingState.start(plan.seed());
    for (double loss : validationLosses) {
      LossTerms terms = LossTerms.weighted(1, loss, List.of(0.0), 1);
      state = plan.nextEpoch(state, Optional.of(terms));
      states.add(state);
    }
    return states;
  }
}
