package org.vae4j.cli.train;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.vae4j.cli.terminal.Terminal;
import org.vae4j.loss.LossTerms;
import org.vae4j.train.EpochResult;
import org.vae4j.train.Step;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingState;

/** How far training is: a bar an epoch on a terminal, plain lines elsewhere. */
abstract class TrainingProgress implements TrainingListener {
  private final PrintWriter err;
  private final int epochs;

  private TrainingProgress(PrintWriter err, int epochs) {
    this.err = err;
    this.epochs = epochs;
  }

  /** What suits the console that the program runs on. */
  static TrainingProgress on(PrintWriter err, int epochs) {
    return Terminal.isStderr() ? new Bar(err, epochs) : new Lines(err, epochs);
  }

  @Override
  public void epochDone(EpochResult result) {
    err.printf(
        Locale.ROOT,
        "epoch %d/%d  train %s  test %s  %,.0f examples/s%n",
        result.epoch(),
        epochs,
        describe(result.train()),
        describe(result.test().orElseThrow()),
        result.examplesPerSecond());
  }

  final String describe(LossTerms terms) {
    return String.format(
        Locale.ROOT, "%.2f = %.2f + KL %.2f", terms.total(), terms.reconstruction(), terms.kl());
  }

  /** What is left of the run, judged by the epoch so far. */
  final String timeLeft(Step step) {
    double perBatch = step.seconds() / step.batch();
    long batchesLeft =
        (long) (epochs - step.epoch()) * step.batches() + step.batches() - step.batch();
    long seconds = Math.round(perBatch * batchesLeft);
    return seconds < 60
        ? seconds + " s left"
        : String.format(Locale.ROOT, "%d min %02d s left", seconds / 60, seconds % 60);
  }

  final String describe(Step step) {
    return String.format(
        Locale.ROOT,
        "%s  %,.0f examples/s  %s",
        describe(step.average()),
        step.examples() / step.seconds(),
        timeLeft(step));
  }

  private static final class Lines extends TrainingProgress {
    private static final double SECONDS_BETWEEN_LINES = 10;

    private final PrintWriter err;
    private final int epochs;
    private double lastLine;

    Lines(PrintWriter err, int epochs) {
      super(err, epochs);
      this.err = err;
      this.epochs = epochs;
    }

    @Override
    public void stepDone(Step step) {
      lastLine = step.batch() == 1 ? 0 : lastLine;
      if (step.seconds() - lastLine >= SECONDS_BETWEEN_LINES && step.batch() < step.batches()) {
        lastLine = step.seconds();
        err.printf(
            "epoch %d/%d  batch %d/%d  %s%n",
            step.epoch(), epochs, step.batch(), step.batches(), describe(step));
      }
    }
  }

  private static final class Bar extends TrainingProgress {
    private final int epochs;
    private ProgressBar bar;

    Bar(PrintWriter err, int epochs) {
      super(err, epochs);
      this.epochs = epochs;
    }

    @Override
    public void stepDone(Step step) {
      if (bar == null) {
        bar =
            new ProgressBarBuilder()
                .setTaskName("epoch %d/%d".formatted(step.epoch(), epochs))
                .setInitialMax(step.batches())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .hideEta()
                .clearDisplayOnFinish()
                .build();
      }
      bar.setExtraMessage("  " + describe(step));
      bar.stepTo(step.batch());
      if (step.batch() == step.batches()) {
        close();
      }
    }

    @Override
    public void stopped(TrainingState state) {
      close();
    }

    private void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
