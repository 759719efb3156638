package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.SmallVae;
import org.vae4j.checkpoint.Checkpoint;
import org.vae4j.checkpoint.Checkpoints;
import org.vae4j.data.FittedSteps;
import org.vae4j.data.Origin;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.RunningLossTerms;
import org.vae4j.model.Vae;
import org.vae4j.settings.CheckpointSettings;
import org.vae4j.settings.Settings;
import org.vae4j.train.EpochResult;
import org.vae4j.train.LowestLoss;
import org.vae4j.train.NonFiniteLossException;
import org.vae4j.train.RateReductions;
import org.vae4j.train.Step;
import org.vae4j.train.StopRequest;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingPlan;
import org.vae4j.train.TrainingState;

class PeriodicCheckpointsTest {
  private static final Origin ORIGIN = Origin.of(Settings.DEFAULTS, SmallVae.data(8, 8));
  private static final long MINUTE = 60_000_000_000L;

  @TempDir private Path folder;

  private final Vae vae = SmallVae.untrained(1);

  /** Moves on by a fixed time each step; such clocks may start anywhere and wrap around. */
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - MINUTE);

  @Test
  void writesEverySoManySteps() {
    assertThat(written(new CheckpointSettings(1, 0, 2, 0, 0, null), 0))
        .containsExactly("0:2", "0:4", "1:0", "1:2", "1:4", "2:0");
  }

  @Test
  void writesEverySoManyMinutes() {
    assertThat(written(new CheckpointSettings(1, 1.5, 0, 0, 0, null), MINUTE))
        .containsExactly("0:2", "0:4", "1:0", "1:2", "1:4", "2:0");
  }

  @Test
  void theLastStepOfAnEpochHasTheEpochsOwn() {
    assertThat(written(new CheckpointSettings(1, 0, 5, 0, 0, null), 0))
        .containsExactly("1:0", "2:0");
  }

  @Test
  void writesAfterEachEpochInAnyCase() {
    assertThat(written(new CheckpointSettings(1, 0, 0, 0, 0, null), 1000 * MINUTE))
        .containsExactly("1:0", "2:0");
  }

  @Test
  void writesEverySoManyEpochsAndTheLast() throws IOException {
    List<Integer> epochs = new ArrayList<>();
    RunCheckpoints checkpoints =
        new RunCheckpoints(new Checkpoints(folder), "small", ORIGIN, FittedSteps.NONE);
    CheckpointSettings when = new CheckpointSettings(2, 0, 0, 0, 0, null);
    new Trainer(
            vae,
            TrainingData.of(SmallVae.data(40, 4), 8, 1),
            TrainingPlan.seeded(1),
            listener(checkpoints, when))
        .train(TrainingState.start(1), 5, new StopRequest());
    for (Path file : new Checkpoints(folder).files()) {
      epochs.add(Checkpoint.read(file).vae().net().getEpochCount());
    }
    assertThat(epochs).containsExactly(2, 4, 5);
  }

  /** The best of all epochs, though its own was not due, whenever the process ends. */
  @Test
  void keepsTheBestUntilItIsWritten() throws IOException {
    RunCheckpoints checkpoints =
        new RunCheckpoints(new Checkpoints(folder), "small", ORIGIN, FittedSteps.NONE);
    PeriodicCheckpoints listener =
        listener(checkpoints, new CheckpointSettings(3, 0, 0, 0, 0, null));
    double[] losses = {5, 3, 4, 2, 6};
    LowestLoss lowest = LowestLoss.NONE;
    List<INDArray> parameters = new ArrayList<>();
    for (int epoch = 1; epoch <= losses.length; epoch++) {
      vae.net().params().addi(1);
      vae.net().incrementEpochCount();
      parameters.add(vae.net().params().dup());
      if (losses[epoch - 1] < lowest.loss()) {
        lowest = new LowestLoss(epoch, losses[epoch - 1]);
      }
      listener.epochDone(ended(epoch, lowest));
      if (epoch == 3) {
        assertThat(best().toFloatVector()).isEqualTo(parameters.get(1).toFloatVector());
      }
    }
    assertThat(best().toFloatVector()).isEqualTo(parameters.get(1).toFloatVector());

    listener.stopped(ended(5, lowest).state());

    assertThat(best().toFloatVector()).isEqualTo(parameters.get(3).toFloatVector());
    SavedModel latest = checkpoints.newest(false).orElseThrow();
    assertThat(latest.vae().net().params().toFloatVector())
        .isEqualTo(parameters.get(4).toFloatVector());
  }

  private INDArray best() throws IOException {
    return Checkpoint.read(new Checkpoints(folder).best().orElseThrow()).vae().net().params();
  }

  private static EpochResult ended(int epoch, LowestLoss lowest) {
    LossTerms terms = LossTerms.weighted(1, 1, List.of(1.0, 1.0), 1);
    TrainingState state =
        new TrainingState(1, epoch, 0, RunningLossTerms.Sums.NONE, 0, lowest, RateReductions.NONE);
    return new EpochResult(
        epoch, epoch, terms, Optional.of(terms), Optional.empty(), 1e-3, 1, state);
  }

  @Test
  void bringsBackWhatItWrote() throws IOException {
    RunCheckpoints checkpoints =
        new RunCheckpoints(new Checkpoints(folder), "small", ORIGIN, FittedSteps.NONE);
    for (TrainingState state :
        List.of(TrainingState.start(Long.MIN_VALUE), insideAnEpoch(Math.nextUp(0.1)))) {
      checkpoints.save(vae, state, Map.of());
      SavedModel saved = checkpoints.newest(false).orElseThrow();
      assertThat(saved.state()).isEqualTo(state);
      assertThat(saved.origin()).contains(ORIGIN);
      assertThat(saved.vae().net().params()).isEqualTo(vae.net().params());
    }
  }

  @Test
  void writesNoBrokenParameters() throws IOException {
    RunCheckpoints checkpoints =
        new RunCheckpoints(new Checkpoints(folder), "small", ORIGIN, FittedSteps.NONE);
    PeriodicCheckpoints listener = listener(checkpoints, CheckpointSettings.DEFAULTS);
    vae.net().getLayer("posterior").getParam("b").putScalar(0, 1, Float.NaN);
    assertThatThrownBy(() -> listener.stopped(insideAnEpoch(1)))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("the parameters broke at epoch 3, batch 5 (iteration 0)");
    assertThat(checkpoints.newest(false)).isEmpty();
  }

  private static TrainingState insideAnEpoch(double loss) {
    return new TrainingState(
        -3,
        2,
        5,
        new RunningLossTerms.Sums(
            99, loss, 1 / 3.0, List.of(Math.PI, -0.0), List.of(1e-300, 1e300)),
        0.7,
        new LowestLoss(1, loss),
        new RateReductions(4, 2));
  }

  /** Where, as epoch:batch, checkpoints are written in two epochs of five steps. */
  private Set<String> written(CheckpointSettings when, long nanosecondsAStep) {
    RunCheckpoints checkpoints =
        new RunCheckpoints(new Checkpoints(folder), "small", ORIGIN, FittedSteps.NONE);
    Set<String> positions = new LinkedHashSet<>();
    TrainingListener looking =
        new TrainingListener() {
          @Override
          public void stepDone(Step step) {
            look();
          }

          @Override
          public void epochDone(EpochResult result) {
            look();
          }

          private void look() {
            try {
              checkpoints
                  .newest(false)
                  .map(SavedModel::state)
                  .ifPresent(state -> positions.add(state.epoch() + ":" + state.batch()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    TrainingListener ticking =
        new TrainingListener() {
          @Override
          public void stepDone(Step step) {
            clock.addAndGet(nanosecondsAStep);
          }
        };
    new Trainer(
            vae,
            TrainingData.of(SmallVae.data(40, 4), 8, 1),
            TrainingPlan.seeded(1),
            ticking,
            listener(checkpoints, when),
            looking)
        .train(TrainingState.start(1), 2, new StopRequest());
    return positions;
  }

  private PeriodicCheckpoints listener(RunCheckpoints checkpoints, CheckpointSettings when) {
    return new PeriodicCheckpoints(checkpoints, vae, when, TrainingState.start(1), clock::get);
  }
}
