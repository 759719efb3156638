package org.vae4j.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.vae4j.cli.terminal.FindingLines;
import org.vae4j.cli.terminal.Quantity;
import org.vae4j.cli.terminal.TrainingProgress;
import org.vae4j.report.RunPictures;
import org.vae4j.run.RunFolder;
import org.vae4j.run.RunSummary;
import org.vae4j.run.TrainingRun;
import org.vae4j.train.TrainingListener;
import picocli.CommandLine;

/** A run that trains, as {@code vae train} and {@code vae resume} show it. */
final class Training {
  private Training() {}

  /**
   * Trains until the run is complete or a signal comes, and returns the exit code. A run that was
   * completed in spite of a signal is complete: 0.
   */
  static int show(
      TrainingRun run,
      RunFolder folder,
      int epochs,
      boolean quiet,
      Interruption interruption,
      CommandLine command)
      throws IOException {
    PrintWriter out = command.getOut();
    List<TrainingListener> observers =
        quiet ? List.of() : List.of(new TrainingProgress(command.getErr(), epochs));
    Optional<RunSummary> summary =
        run.train(observers, interruption.whileTraining(), new RunPictures());
    if (summary.isEmpty()) {
      interruption.tellHowToGoOn();
      return interruption.exitCode();
    }
    if (!quiet) {
      tellTheEnd(summary.get(), epochs, command.getErr());
      LossTable.print(out, summary.get());
      FindingLines.print(out, summary.get().findings());
    }
    out.println(folder.path());
    return 0;
  }

  /** Where the model is not that of the last epoch, which it is: the table is of that one. */
  private static void tellTheEnd(RunSummary summary, int epochs, PrintWriter err) {
    if (summary.modelEpoch() < summary.epochs()) {
      err.printf(
          "%s: epoch %d had the lowest validation loss, and is the model%n",
          summary.epochs() < epochs
              ? "ended after %d of %d epochs".formatted(summary.epochs(), epochs)
              : Quantity.epochs(epochs),
          summary.modelEpoch());
    }
  }
}
