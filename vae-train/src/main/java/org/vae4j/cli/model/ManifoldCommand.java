package org.vae4j.cli.model;

import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.report.Pictures;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae manifold RUN}. */
@Command(
    name = "manifold",
    description =
        "Decodes the plane of a model with 2 latent units, in cells of equal probability.")
public final class ManifoldCommand extends Subcommand {
  @Mixin private PictureTarget target;

  @Mixin private UnitsDataOption data;

  @Option(
      names = "--side",
      paramLabel = "N",
      defaultValue = "20",
      description = "images in a row and in a column (default: ${DEFAULT-VALUE})")
  private int side;

  @Override
  public Integer call() throws Exception {
    PictureTarget.requireAtLeast(1, "--side", side);
    RunFolder run = target.open();
    Pictures pictures = PictureTarget.pictures(data.of(run, Pictures.needData(run)), err());
    return target.write(pictures.manifold(side), "manifold.png", out());
  }
}
