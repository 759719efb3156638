package org.vae4j.cli.terminal;

import java.io.PrintWriter;
import org.vae4j.evaluate.Progress;

/** How far an evaluation is and how long it still takes. */
public final class EvaluationProgress implements Progress, AutoCloseable {
  private final PrintWriter err;
  private final String name;
  private Gauge gauge;

  /**
   * @param name of what is evaluated
   */
  public EvaluationProgress(PrintWriter err, String name) {
    this.err = err;
    this.name = name;
  }

  @Override
  public void done(long done, long total) {
    if (gauge == null) {
      gauge = new Gauge(err, name, total);
    }
    gauge.at(done, () -> Gauge.timeLeft(gauge.seconds() / done * (total - done)));
  }

  @Override
  public void close() {
    if (gauge != null) {
      gauge.close();
    }
  }
}
