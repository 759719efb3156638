package org.vae4j.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalInt;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.Quantity;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.run.ResumableRun;
import org.vae4j.run.RunFolder;
import org.vae4j.run.RunLock;
import org.vae4j.run.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae resume}. */
@Command(
    name = "resume",
    description =
        "Goes on with a run that was interrupted. The result is that of a run without a break, to the bit.",
    sortOptions = false)
public final class ResumeCommand extends Subcommand {
  @Mixin private ResumedRun run;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "the total number of epochs (default: as before); schedules keep their length")
  private Integer epochs;

  @Option(
      names = "--fallback",
      description = "if the newest checkpoint is damaged, use the newest whole one")
  private boolean fallback;

  @Option(names = "--quiet", description = "no progress, no table: print the run folder alone")
  private boolean quiet;

  @Override
  @SuppressWarnings("try") // the lock is held, not used
  public Integer call() throws Exception {
    RunFolder folder = run.open();
    try (Interruption interruption = new Interruption(err());
        RunLock lock = RunLock.take(folder.path())) {
      interruption.runIs(folder.path());
      return resume(folder, interruption);
    }
  }

  private int resume(RunFolder folder, Interruption interruption) throws IOException {
    PrintWriter out = out();
    PrintWriter err = err();
    ResumableRun earlier =
        ResumableRun.open(
            folder, epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs), fallback);
    if (earlier.isFinished()) {
      err.printf(
          "vae: the run is finished after %s%s%n",
          Quantity.epochs(earlier.state().epoch()),
          earlier.endedEarly()
              ? ": no new low of the validation loss since epoch "
                  + earlier.state().lowest().epoch()
              : "; --epochs N goes on until there are N, a number above that");
      out.println(folder.path());
      return 0;
    }
    int total = earlier.settings().training().epochs();
    if (!quiet) {
      err.printf(
          "vae4j %s: %s after %s, %s in all%n",
          Versions.vae4j(), folder.path(), earlier.state().position(), Quantity.epochs(total));
    }
    DatasetSplits splits = earlier.data(Downloads.progress(err, quiet));
    return Training.show(earlier.resume(splits), folder, total, quiet, interruption, command());
  }
}
