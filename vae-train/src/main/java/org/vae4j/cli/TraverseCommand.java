package org.vae4j.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.model.Vae;
import org.vae4j.run.LatentView;
import org.vae4j.run.Pictures;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vae traverse RUN}. */
@Command(
    name = "traverse",
    description =
        "Moves each latent unit from -3 to 3, the unit of the highest KL first, as a PNG grid.",
    mixinStandardHelpOptions = true,
    versionProvider = VaeCommand.Version.class)
final class TraverseCommand implements Callable<Integer> {
  @Mixin private PictureTarget target;

  @Mixin private SplitOption split;

  @Option(
      names = "--units",
      paramLabel = "N",
      defaultValue = "20",
      description = "how many units, of the highest KL (default: ${DEFAULT-VALUE})")
  private int units;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "11",
      description = "images in a row (default: ${DEFAULT-VALUE})")
  private int steps;

  @Option(
      names = "--example",
      paramLabel = "I",
      description =
          "around the code of this example, counted from 0 (default: around the prior's mean)")
  private Integer example;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PictureTarget.requireAtLeast(1, "--units", units);
    PictureTarget.requireAtLeast(2, "--steps", steps);
    RunFolder folder = target.open();
    Vae vae = folder.model();
    Pictures pictures = PictureTarget.pictures(folder, vae, spec.commandLine().getErr());
    ImageDataset part = split.load(folder, spec.commandLine().getErr());
    List<Integer> order =
        LatentView.of(vae, part, folder.settings().training().seed()).units(units);
    return target.write(
        example == null
            ? pictures.traversal(order, steps)
            : pictures.traversal(part, example, order, steps),
        "traversal.png",
        spec.commandLine().getOut());
  }
}
