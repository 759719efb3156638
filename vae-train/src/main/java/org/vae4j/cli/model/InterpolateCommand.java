package org.vae4j.cli.model;

import java.util.List;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.Dataset;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.report.InterpolationPath;
import org.vae4j.report.LatentPairs;
import org.vae4j.report.Pictures;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae interpolate RUN}. */
@Command(
    name = "interpolate",
    description = "Shows what lies between examples or classes in the latent space, as a PNG grid.")
public final class InterpolateCommand extends Subcommand {
  @Mixin private PictureTarget target;

  @Mixin private SplitOption split;

  @Option(
      names = "--examples",
      paramLabel = "I,J",
      split = ",",
      description = "between these two, counted from 0 (default: pairs that the seed draws)")
  private List<Integer> examples;

  @Option(
      names = "--classes",
      paramLabel = "A,B",
      split = ",",
      description = "between the mean codes of these two classes")
  private List<String> classes;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10",
      description = "how many pairs are drawn (default: ${DEFAULT-VALUE})")
  private int rows;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10",
      description = "images in a row, both ends included (default: ${DEFAULT-VALUE})")
  private int steps;

  @Option(
      names = "--path",
      paramLabel = "NAME",
      defaultValue = "spherical",
      description = "linear, or spherical: an arc about the prior's mean (default: spherical)")
  private String path;

  @Mixin private SeedOption seed;

  @Override
  public Integer call() throws Exception {
    PictureTarget.requireAtLeast(1, "--rows", rows);
    PictureTarget.requireAtLeast(2, "--steps", steps);
    InterpolationPath way = InterpolationPath.named(path);
    requireTwo("--examples", examples);
    requireTwo("--classes", classes);
    if (examples != null && classes != null) {
      throw new BadInputException("--classes: expected none beside --examples, got " + classes);
    }
    RunFolder folder = split.of(target.open());
    Vae vae = folder.model();
    Pictures pictures = PictureTarget.pictures(folder, vae, err());
    RunData.Part loaded = split.load(folder, err());
    target.requireOutFor(folder, loaded);
    Dataset part = loaded.examples();
    return target.write(
        pictures.interpolations(pairs(vae, part), way, steps), "interpolation.png", out());
  }

  private LatentPairs pairs(Vae vae, Dataset part) {
    if (examples != null) {
      return LatentPairs.ofExamples(vae, part, examples.get(0), examples.get(1));
    }
    if (classes != null) {
      return LatentPairs.ofClasses(vae, part, classes.get(0), classes.get(1));
    }
    return LatentPairs.drawn(vae, part, rows, seed.value());
  }

  private static void requireTwo(String option, List<?> given) {
    if (given != null && given.size() != 2) {
      throw new BadInputException("%s: expected two, got %s".formatted(option, given));
    }
  }
}
