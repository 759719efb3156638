package org.vae4j.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.vae4j.datasets.download.DownloadListener;

/** How far a download is: a bar a file on a terminal, a line a file elsewhere. */
public final class Downloads {
  private static final double MIB = 1024 * 1024;

  private Downloads() {}

  public static DownloadListener progress(PrintWriter err, boolean quiet) {
    if (quiet) {
      return DownloadListener.NONE;
    }
    return Terminal.isStderr() ? new Bars() : new Lines(err);
  }

  private static final class Bars implements DownloadListener {
    private ProgressBar bar;

    @Override
    public void started(String file, long doneBytes, long totalBytes) {
      close();
      bar =
          Gauge.bar(file, totalBytes)
              .setUnit(" MiB", 1024 * 1024)
              .startsFrom(doneBytes, Duration.ZERO)
              .build();
    }

    @Override
    public void arrived(String file, long doneBytes, long totalBytes) {
      bar.stepTo(doneBytes);
    }

    @Override
    public void finished(String file) {
      close();
    }

    private void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  private static final class Lines implements DownloadListener {
    private final PrintWriter err;

    Lines(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void started(String file, long doneBytes, long totalBytes) {
      err.printf(
          Locale.ROOT,
          "downloading %s%s%s%n",
          file,
          totalBytes == UNKNOWN ? "" : " (%s)".formatted(mib(totalBytes)),
          doneBytes == 0 ? "" : ", " + mib(doneBytes) + " of it here already");
    }

    /** Not every block deserves a line. */
    @Override
    public void arrived(String file, long doneBytes, long totalBytes) {}

    private static String mib(long bytes) {
      return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }
  }
}
