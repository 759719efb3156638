package org.vae4j.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.vae4j.loss.LossTerms;
import org.vae4j.train.EpochResult;
import org.vae4j.train.LowestLoss;
import org.vae4j.train.Step;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingState;

/** How far training is: a gauge for each epoch, then a line with its losses. */
public final class TrainingProgress implements TrainingListener {
  private static final double NANOSECONDS = 1e9;

  /** A line for each epoch of so many, and not more lines of a long run. */
  private static final int LINES = 100;

  private final PrintWriter err;
  private final int epochs;
  private final int lineEvery;
  private final LongSupplier nanoTime;
  private int firstEpoch;
  private long firstEnded;
  private Gauge gauge;

  /**
   * @param epochs in all, or before the plan ends it earlier
   */
  public TrainingProgress(PrintWriter err, int epochs) {
    this(err, epochs, System::nanoTime);
  }

  /**
   * @param nanoTime a clock
   */
  TrainingProgress(PrintWriter err, int epochs, LongSupplier nanoTime) {
    this.err = err;
    this.epochs = epochs;
    this.nanoTime = nanoTime;
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
        "epoch %d/%d  train %s%s  test %s  %,.0f examples/s%s%n",
        result.epoch(),
        epochs,
        describe(result.train()),
        result.validation().map(loss -> validation(loss, result.state().lowest())).orElse(""),
        describe(result.test().orElseThrow()),
        result.examplesPerSecond(),
        left(result));
  }

  private static String validation(LossTerms loss, LowestLoss lowest) {
    String low =
        lowest.exists()
            ? String.format(Locale.ROOT, " (lowest %.2f, epoch %d)", lowest.loss(), lowest.epoch())
            : "";
    return String.format(Locale.ROOT, "  validation %.2f%s", loss.total(), low);
  }

  /** Judged by all epochs so far, their scoring and what is written included. */
  private String left(EpochResult result) {
    if (firstEpoch == 0) {
      firstEpoch = result.epoch();
      firstEnded = nanoTime.getAsLong();
      return "";
    }
    if (result.epoch() == epochs) {
      return "";
    }
    double seconds = (nanoTime.getAsLong() - firstEnded) / NANOSECONDS;
    double anEpoch = seconds / (result.epoch() - firstEpoch);
    return "  at most " + Gauge.timeLeft(anEpoch * (epochs - result.epoch()));
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
