package org.vae4j.cli.model;

import java.util.concurrent.Callable;
import org.vae4j.cli.terminal.ProgramVersion;
import org.vae4j.report.Pictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vae manifold RUN}. */
@Command(
    name = "manifold",
    description =
        "Decodes the plane of a model with 2 latent units, in cells of equal probability.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
public final class ManifoldCommand implements Callable<Integer> {
  @Mixin private PictureTarget target;

  @Option(
      names = "--side",
      paramLabel = "N",
      defaultValue = "20",
      description = "images in a row and in a column (default: ${DEFAULT-VALUE})")
  private int side;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PictureTarget.requireAtLeast(1, "--side", side);
    Pictures pictures = PictureTarget.pictures(target.open(), spec.commandLine().getErr());
    return target.write(pictures.manifold(side), "manifold.png", spec.commandLine().getOut());
  }
}
