package org.vae4j.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The part of a run's data that a command works on, and where they lie. */
final class SplitOption {
  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "train, validation or test (default: test)")
  private String split;

  @Mixin private DataOptions data;

  /** The run, with its data where they lie. */
  RunFolder of(RunFolder run) {
    return data.of(run);
  }

  /**
   * @param err is told of a download's progress
   */
  RunData.Part load(RunFolder folder, PrintWriter err) throws IOException {
    return load(folder, Downloads.progress(err, false));
  }

  RunData.Part load(RunFolder folder, DownloadListener downloads) throws IOException {
    return RunData.part(folder, Optional.ofNullable(split), downloads);
  }
}
