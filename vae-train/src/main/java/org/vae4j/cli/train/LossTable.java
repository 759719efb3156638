package org.vae4j.cli.train;

import java.io.PrintWriter;
import java.util.Locale;
import org.vae4j.run.RunSummary;

/** The closing table of a run, in nats per example. */
final class LossTable {
  private LossTable() {}

  static void print(PrintWriter out, RunSummary summary) {
    out.println("         loss = reconstruction  +      KL   (nats per example)");
    row(out, "train", summary.train());
    row(out, "test", summary.test());
    out.printf(
        Locale.ROOT,
        "%,d parameters, %,.0f examples/s%n",
        summary.parameters(),
        summary.examplesPerSecond());
  }

  private static void row(PrintWriter out, String part, RunSummary.Loss loss) {
    out.printf(
        Locale.ROOT,
        "%-6s %7.2f   %14.2f     %7.2f%n",
        part,
        loss.loss(),
        loss.reconstruction(),
        loss.kl());
  }
}
