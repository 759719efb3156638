package org.vae4j.cli.model;

import java.util.concurrent.Callable;
import org.vae4j.cli.terminal.ProgramVersion;
import org.vae4j.datasets.Dataset;
import org.vae4j.report.Pictures;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vae reconstruct RUN}. */
@Command(
    name = "reconstruct",
    description = "Shows examples above what the model makes of them, as a PNG grid.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
public final class ReconstructCommand implements Callable<Integer> {
  @Mixin private PictureTarget target;

  @Mixin private SplitOption split;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "30",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "which ones (default: ${DEFAULT-VALUE})")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PictureTarget.requireAtLeast(1, "--count", count);
    RunFolder folder = target.open();
    Pictures pictures = PictureTarget.pictures(folder, spec.commandLine().getErr());
    Dataset part = split.load(folder, spec.commandLine().getErr()).examples();
    return target.write(
        pictures.reconstructions(part, count, seed),
        "reconstructions.png",
        spec.commandLine().getOut());
  }
}
