package org.vae4j.cli.model;

import java.nio.file.Path;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.Dataset;
import org.vae4j.export.LatentCodes;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae encode RUN}. */
@Command(
    name = "encode",
    description = "Writes the latent mean of each example and its label, as CSV or npy.")
public final class EncodeCommand extends Subcommand {
  @Mixin private ModelArgument run;

  @Mixin private SplitOption split;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "the file, .csv or .npy, replaced; beside x.npy the labels go to x-labels.npy")
  private Path out;

  @Override
  public Integer call() throws Exception {
    LatentCodes.requireKnownEnding("--out", out);
    WholeFile.requirePlace(out);
    RunFolder folder = split.of(run.open());
    Dataset part = split.load(folder, err()).examples();
    for (Path file : LatentCodes.write(folder.model(), part, out)) {
      out().println(file);
    }
    return 0;
  }
}
