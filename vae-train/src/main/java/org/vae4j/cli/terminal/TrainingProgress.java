package org.vae4j.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import org.vae4j.loss.LossTerms;
import org.vae4j.train.EpochResult;
import org.vae4j.train.Step;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingState;

/** How far training is: a gauge for each epoch, then a line with its losses. */
public final class TrainingProgress implements TrainingListener {
  private final PrintWriter err;

  /** A line for each epoch of so many, and not more lines of a long run. */
  private static final int LINES = 100;

  private final int epochs;
  private final int lineEvery;
  private Gauge gauge;

  /**
   * @param epochs in all
   */
  public TrainingProgress(PrintWriter err, int epochs) {
    this.err = err;
    this.epochs = epochs;
    this.lineEvery = (epochs - 1) / LINES + 1;
  }

  @Override
  public void stepDone(Step step) {
    if (gauge == null) {
      gauge = new Gauge(err, "epoch %d/%d".formatted(step.epoch(), epochs), step.batches());
    }
    gauge.at(step.batch(), () -> describe(step));
    if (step.batch() == step.batches()) {
      close();
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    if (result.epoch() % lineEvery != 0 && result.epoch() > 1 && result.epoch() < epochs) {
      return;
    }
    err.printf(
        Locale.ROOT,
        "epoch %d/%d  train %s  test %s  %,.0f examples/s%n",
        result.epoch(),
        epochs,
        describe(result.train()),
        describe(result.test().orElseThrow()),
        result.examplesPerSecond());
  }

  @Override
  public void stopped(TrainingState state) {
    close();
  }

  private void close() {
    if (gauge != null) {
      gauge.close();
      gauge = null;
    }
  }

  private static String describe(LossTerms terms) {
    return String.format(
        Locale.ROOT, "%.2f = %.2f + KL %.2f", terms.total(), terms.reconstruction(), terms.kl());
  }

  /** What is left of the run is judged by the epoch so far. */
  private String describe(Step step) {
    long batchesLeft =
        (long) (epochs - step.epoch()) * step.batches() + step.batches() - step.batch();
    return String.format(
        Locale.ROOT,
        "%s  %,.0f examples/s  %s",
        describe(step.average()),
        step.examples() / step.seconds(),
        Gauge.timeLeft(step.seconds() / step.batch() * batchesLeft));
  }
}
