package org.vae4j.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalInt;
import org.vae4j.cli.model.DataOptions;
import org.vae4j.cli.model.RunArgument;
import org.vae4j.cli.terminal.Downloads;
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
    description = "Goes on with a run that was interrupted, to the same bits as without.",
    sortOptions = false)
public final class ResumeCommand extends Subcommand {
  @Mixin private RunArgument run;

  @Mixin private DataOptions data;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "how many there are to be in all (default: as before); schedules stay as they are")
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
    RunFolder folder = data.of(run.open());
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
          "vae: the run is finished after %d epochs%s%n",
          earlier.state().epoch(),
          earlier.endedEarly()
              ? ": no new low of the validation loss since epoch "
                  + earlier.state().lowest().epoch()
              : "; --epochs N goes on to N in all");
      out.println(folder.path());
      return 0;
    }
    int total = earlier.settings().training().epochs();
    if (!quiet) {
      err.printf(
          "vae4j %s: %s after %s, %d epochs in all%n",
          Versions.vae4j(), folder.path(), earlier.state().position(), total);
    }
    DatasetSplits splits = earlier.data(Downloads.progress(err, quiet));
    return Training.show(earlier.resume(splits), folder, total, quiet, interruption, command());
  }
}
