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

/**
 * Writes a checkpoint after every so many epochs, now and then inside one, and when training stops
 * or ends.
 *
 * <p>An epoch without a checkpoint may have the lowest validation loss: it is then kept in memory,
 * and written before the next one. So on the disk the best is always that of all epochs up to the
 * newest.
 */
final class PeriodicCheckpoints implements TrainingListener {
  private static final double NANOSECONDS_PER_MINUTE = 60e9;

  /** The end of an epoch, as it is written. */
  private record EpochEnd(Vae vae, TrainingState state, Map<String, RunSummary.Loss> metrics) {}

  private final RunCheckpoints checkpoints;
  private final Vae vae;
  private final CheckpointSettings when;
  private final LongSupplier nanoTime;
  private TrainingState written;
  private long writtenAt;
  private int stepsSince;
  private Vae best;
  private EpochEnd unwrittenBest;
  private EpochEnd unwritten;

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
    EpochEnd end = new EpochEnd(vae, result.state(), metrics(result));
    if (end.state().epoch() % when.checkpointEveryEpochs() == 0) {
      write(end);
      return;
    }
    unwritten = end;
    if (end.state().isLowest()) {
      requireFinite(end.state());
      unwrittenBest = new EpochEnd(copy(), end.state(), end.metrics());
    }
  }

  private static Map<String, RunSummary.Loss> metrics(EpochResult result) {
    Map<String, RunSummary.Loss> metrics = new LinkedHashMap<>();
    metrics.put("train", MetricsRow.loss(result.train()));
    result.validation().ifPresent(loss -> metrics.put("validation", MetricsRow.loss(loss)));
    result.test().ifPresent(loss -> metrics.put("test", MetricsRow.loss(loss)));
    return metrics;
  }

  /** The model as it is now; one copy serves all epochs. */
  private Vae copy() {
    if (best == null) {
      best = vae.copy();
    } else {
      best.assign(vae);
    }
    return best;
  }

  @Override
  public void stopped(TrainingState state) {
    if (state.batch() == 0) {
      ended(state);
    } else if (!state.equals(written)) {
      write(state, Map.of("train", MetricsRow.loss(RunningLossTerms.from(state.sums()).mean())));
    }
  }

  @Override
  public void ended(TrainingState state) {
    if (unwritten != null) {
      write(unwritten);
    }
  }

  private void write(TrainingState state, Map<String, RunSummary.Loss> metrics) {
    write(new EpochEnd(vae, state, metrics));
  }

  private void write(EpochEnd end) {
    requireFinite(end.state());
    try {
      if (unwrittenBest != null && !unwrittenBest.state().equals(end.state())) {
        checkpoints.save(unwrittenBest.vae(), unwrittenBest.state(), unwrittenBest.metrics());
      }
      checkpoints.save(end.vae(), end.state(), end.metrics());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    unwrittenBest = null;
    unwritten = null;
    written = end.state();
    writtenAt = nanoTime.getAsLong();
    stepsSince = 0;
  }

  /** The loss of a step is that of before its update; what broke since must not be kept. */
  private void requireFinite(TrainingState state) {
    if (!Double.isFinite(vae.net().params().norm1Number().doubleValue())) {
      throw NonFiniteLossException.inParameters(state, vae.net());
    }
  }
}
