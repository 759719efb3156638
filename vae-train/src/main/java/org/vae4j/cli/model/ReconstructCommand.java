package org.vae4j.cli.model;

import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.report.Pictures;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae reconstruct RUN}. */
@Command(
    name = "reconstruct",
    description = "Shows examples above what the model makes of them, as a PNG grid.")
public final class ReconstructCommand extends Subcommand {
  @Mixin private PictureTarget target;

  @Mixin private SplitOption split;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "30",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int count;

  @Mixin private SeedOption seed;

  @Override
  public Integer call() throws Exception {
    PictureTarget.requireAtLeast(1, "--count", count);
    RunFolder folder = split.of(target.open());
    Pictures pictures = PictureTarget.pictures(folder, err());
    RunData.Part part = split.load(folder, err());
    target.requireOutFor(folder, part);
    return target.write(
        pictures.reconstructions(part.examples(), count, seed.value()),
        "reconstructions.png",
        out());
  }
}
