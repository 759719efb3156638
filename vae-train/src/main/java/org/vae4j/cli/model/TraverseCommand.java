package org.vae4j.cli.model;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.model.LatentUnits;
import org.vae4j.model.Vae;
import org.vae4j.report.EncodedSample;
import org.vae4j.report.Pictures;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae traverse RUN}. */
@Command(
    name = "traverse",
    description =
        "Moves each latent unit from -3 to 3, the unit of the highest KL first, as a PNG grid.")
public final class TraverseCommand extends Subcommand {
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

  @Override
  public Integer call() throws Exception {
    PictureTarget.requireAtLeast(1, "--units", units);
    PictureTarget.requireAtLeast(2, "--steps", steps);
    RunFolder folder = split.of(target.open());
    Vae vae = folder.model();
    PrintWriter err = err();
    Pictures pictures = PictureTarget.pictures(folder, vae, err);
    BufferedImage picture;
    List<Integer> rows;
    if (example == null) {
      rows = order(folder, vae, err);
      picture = pictures.traversal(rows, steps);
    } else {
      Dataset part = part(folder, err);
      rows = units(folder, vae, part);
      picture = pictures.traversal(part, example, rows, steps);
    }
    int exitCode = target.write(picture, "traversal.png", out());
    err.println("rows, from the top: " + String.join(" ", LatentUnits.names(rows)));
    return exitCode;
  }

  private Dataset part(RunFolder folder, PrintWriter err) throws IOException {
    RunData.Part part = split.load(folder, err);
    target.requireOutFor(folder, part);
    return part.examples();
  }

  private List<Integer> units(RunFolder folder, Vae vae, Dataset part) {
    return EncodedSample.of(vae, part, folder.settings().training().seed()).units(units);
  }

  /** Without the data nobody knows the KL of a unit, but the pictures are the same. */
  private List<Integer> order(RunFolder folder, Vae vae, PrintWriter err) throws IOException {
    try {
      return units(folder, vae, part(folder, err));
    } catch (BadDataException e) {
      err.println("vae: the units come by number, not by KL: " + e.getMessage());
      return IntStream.range(0, Math.min(units, vae.latentSize())).boxed().toList();
    }
  }
}
