package org.vae4j.cli.model;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.vae4j.cli.terminal.Terminal;
import org.vae4j.evaluate.Progress;

/** How far an evaluation is and how long it takes yet: a bar on a terminal, else lines. */
abstract class EvaluationProgress implements Progress, AutoCloseable {
  /** What suits the console that the program runs on. */
  static EvaluationProgress on(PrintWriter err, String name) {
    return Terminal.isStderr() ? new Bar(name) : new Lines(err, name);
  }

  @Override
  public void close() {}

  private static final class Lines extends EvaluationProgress {
    private static final double SECONDS_BETWEEN_LINES = 10;

    private final PrintWriter err;
    private final String name;
    private final long start = System.nanoTime();
    private double lastLine;

    Lines(PrintWriter err, String name) {
      this.err = err;
      this.name = name;
    }

    @Override
    public void done(long done, long total) {
      double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
      if (seconds - lastLine >= SECONDS_BETWEEN_LINES && done < total) {
        lastLine = seconds;
        long left = Math.round(seconds / done * (total - done));
        err.printf(
            Locale.ROOT,
            "%s  %.1f %%  %d min %02d s left%n",
            name,
            100.0 * done / total,
            left / 60,
            left % 60);
      }
    }
  }

  private static final class Bar extends EvaluationProgress {
    private final String name;
    private ProgressBar bar;

    Bar(String name) {
      this.name = name;
    }

    @Override
    public void done(long done, long total) {
      if (bar == null) {
        // Shows the time that is left by itself.
        bar =
            new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .clearDisplayOnFinish()
                .build();
      }
      bar.stepTo(done);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
