package org.vae4j.cli.model;

import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.export.ExampleRows;
import org.vae4j.export.LatentCodes;
import org.vae4j.model.Vae;
import org.vae4j.report.Pictures;
import org.vae4j.report.picture.PictureFile;
import org.vae4j.run.OutputUnits;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae decode RUN}. */
@Command(
    name = "decode",
    description =
        "Shows what the model makes of latent codes, as a PNG grid, or as rows if --out ends in"
            + " .csv or .npy.")
public final class DecodeCommand extends Subcommand {
  @Mixin private ModelArgument run;

  @Mixin private UnitsDataOption data;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      required = true,
      description = "a code in each row: .csv, as encode writes it or numbers alone, or .npy")
  private Path from;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "the picture, .png, or the rows, .csv or .npy; replaced")
  private Path out;

  @Override
  public Integer call() throws Exception {
    LatentCodes.requireKnownEnding("--from", from);
    if (!ExampleRows.areFor(out)) {
      PictureFile.requireEnding("--out", out);
    }
    WholeFile.requirePlace(out);
    RunFolder opened = run.open();
    boolean needed =
        ExampleRows.areFor(out) ? OutputUnits.needData(opened) : Pictures.needData(opened);
    RunFolder folder = data.of(opened, needed);
    Vae vae = folder.model();
    INDArray codes = LatentCodes.read(from, vae.latentSize());
    if (ExampleRows.areFor(out)) {
      ModelArgument.rows(folder, vae, err()).decoded(codes, out);
    } else {
      Pictures pictures = PictureTarget.pictures(folder, vae, err());
      PictureFile.write(pictures.decoded(codes), out);
    }
    out().println(out);
    return 0;
  }
}
