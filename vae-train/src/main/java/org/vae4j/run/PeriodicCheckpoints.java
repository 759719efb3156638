package org.vae4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.vae4j.loss.RunningLossTerms;
import org.vae4j.model.Vae;
import org.vae4j.settings.CheckpointSettings;
import org.vae4j.train.EpochResult;
import org.vae4j.train.NonFiniteLossException;
import org.vae4j.train.Step;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingState;

/** Writes a checkpoint after every epoch, now and then inside one, and when training stops. */
final class PeriodicCheckpoints implements TrainingListener {
  private static final double NANOSECONDS_PER_MINUTE = 60e9;

  private final RunCheckpoints checkpoints;
  private final Vae vae;
  private final CheckpointSettings when;
  private final LongSupplier nanoTime;
  private TrainingState written;
  private long writtenAt;
  private int stepsSince;

  /**
   * @param from what needs no checkpoint any more
   * @param nanoTime a clock
   */
  PeriodicCheckpoints(
      RunCheckpoints checkpoints,
      Vae vae,
      CheckpointSettings when,
      TrainingState from,
      LongSupplier nanoTime) {
    this.checkpoints = checkpoints;
    this.vae = vae;
    this.when = when;
    this.nanoTime = nanoTime;
    this.written = from;
    this.writtenAt = nanoTime.getAsLong();
  }

  @Override
  public void stepDone(Step step) {
    stepsSince++;
    double minutes = (nanoTime.getAsLong() - writtenAt) / NANOSECONDS_PER_MINUTE;
    boolean bySteps = when.checkpointEverySteps() > 0 && stepsSince >= when.checkpointEverySteps();
    boolean byTime = when.checkpointEveryMinutes() > 0 && minutes >= when.checkpointEveryMinutes();
    // After the last step of an epoch its own checkpoint comes at once.
    if ((bySteps || byTime) && step.batch() < step.batches()) {
      write(step.state(), Map.of("train", MetricsRow.loss(step.average())));
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    Map<String, RunSummary.Loss> metrics = new LinkedHashMap<>();
    metrics.put("train", MetricsRow.loss(result.train()));
    result.validation().ifPresent(loss -> metrics.put("validation", MetricsRow.loss(loss)));
    result.test().ifPresent(loss -> metrics.put("test", MetricsRow.loss(loss)));
    write(result.state(), metrics);
  }

  @Override
  public void stopped(TrainingState state) {
    if (!state.equals(written)) {
      write(state, Map.of("train", MetricsRow.loss(RunningLossTerms.from(state.sums()).mean())));
    }
  }

  private void write(TrainingState state, Map<String, RunSummary.Loss> metrics) {
    // The loss of a step is that of before its update; what broke since must not be kept.
    if (!Double.isFinite(vae.net().params().norm1Number().doubleValue())) {
      throw NonFiniteLossException.inParameters(state, vae.net());
    }
    try {
      checkpoints.save(vae, state, metrics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    written = state;
    writtenAt = nanoTime.getAsLong();
    stepsSince = 0;
  }
}
