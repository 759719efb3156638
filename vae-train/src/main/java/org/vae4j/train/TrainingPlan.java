package org.vae4j.train;

import java.util.Optional;
import java.util.OptionalInt;
import org.vae4j.loss.LossTerms;

/**
 * What training does between epochs: pure functions of the {@link TrainingState}.
 *
 * @param seed of the noise; the data's shuffle has its own
 * @param warmupEpochs after so many epochs validation losses begin to count: before, the objective
 *     still moves
 * @param patience training ends when so many epochs have brought no new low of the validation loss;
 *     empty to train on
 * @param plateau lowers the learning rate, if it is to be lowered by the validation loss
 */
public record TrainingPlan(
    long seed, int warmupEpochs, OptionalInt patience, Optional<ReduceOnPlateau> plateau) {
  public TrainingPlan {
    if (warmupEpochs < 0 || patience.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "expected warmupEpochs >= 0 and patience >= 1, got %d and %s"
              .formatted(warmupEpochs, patience));
    }
  }

  /** As many epochs as are asked for, and nothing else. */
  public static TrainingPlan seeded(long seed) {
    return new TrainingPlan(seed, 0, OptionalInt.empty(), Optional.empty());
  }

  /** The same, ended early: when so many epochs have brought no new low of the validation loss. */
  public TrainingPlan withPatience(int epochs) {
    return new TrainingPlan(seed, warmupEpochs, OptionalInt.of(epochs), plateau);
  }

  /** Whether the validation loss decides something. */
  boolean needsValidation() {
    return patience.isPresent() || plateau.isPresent();
  }

  /**
   * Whether there is nothing left to do.
   *
   * @param epochs how many there are to be
   */
  public boolean isOver(TrainingState state, int epochs) {
    return state.epoch() >= epochs || hasLostPatience(state);
  }

  /** Whether training ends early. */
  public boolean hasLostPatience(TrainingState state) {
    return patience.isPresent()
        && state.lowest().exists()
        && state.epoch() - state.lowest().epoch() >= patience.getAsInt();
  }

  /** The state at the start of the next epoch. */
  TrainingState nextEpoch(TrainingState state, Optional<LossTerms> validation) {
    int epoch = state.epoch() + 1;
    LowestLoss lowest =
        epoch > warmupEpochs && validation.isPresent()
            ? state.lowest().or(epoch, validation.get().total())
            : state.lowest();
    RateReductions reductions =
        plateau
            .map(rule -> rule.after(epoch, lowest, state.reductions()))
            .orElse(state.reductions());
    return TrainingState.startOf(state.seed(), epoch, lowest, reductions);
  }
}
