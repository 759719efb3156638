package org.vae4j.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far something is: a bar on a terminal, elsewhere a line every ten seconds. */
final class Gauge implements AutoCloseable {
  private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(10);

  private final PrintWriter err;
  private final String name;
  private final long total;
  private final Optional<ProgressBar> bar;
  private final long start = System.nanoTime();
  private long lastLine = start;

  /**
   * A gauge at 0.
   *
   * @param name of what it measures
   * @param total where it ends
   */
  Gauge(PrintWriter err, String name, long total) {
    this.err = err;
    this.name = name;
    this.total = total;
    this.bar =
        Terminal.isStderr()
            ? Optional.of(
                bar(name, total)
                    .setUpdateIntervalMillis(200)
                    .hideEta()
                    .clearDisplayOnFinish()
                    .build())
            : Optional.empty();
  }

  /** A bar of the program's looks. */
  static ProgressBarBuilder bar(String name, long total) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(System.err));
  }

  /** Moves on to {@code done} of the total. */
  void at(long done, Supplier<String> message) {
    if (bar.isPresent()) {
      bar.get().setExtraMessage("  " + message.get());
      bar.get().stepTo(done);
    } else if (System.nanoTime() - lastLine >= BETWEEN_LINES && done < total) {
      lastLine = System.nanoTime();
      err.printf(Locale.ROOT, "%s  %.1f %%  %s%n", name, 100.0 * done / total, message.get());
    }
  }

  /** Since it was at 0. */
  double seconds() {
    return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  static String timeLeft(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s left"
        : String.format(Locale.ROOT, "%d min %02d s left", whole / 60, whole % 60);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
