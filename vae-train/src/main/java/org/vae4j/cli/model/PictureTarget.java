package org.vae4j.cli.model;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.checkpoint.BadTargetException;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.export.ExampleRows;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.report.Pictures;
import org.vae4j.report.picture.PictureFile;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The run that a picture is made of, and the file that it goes to. */
final class PictureTarget {
  @Mixin private ModelArgument run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the picture, a PNG (default: in RUN/images, replaced)")
  private Path out;

  /**
   * The run, once it is clear that the picture can be written.
   *
   * @throws BadInputException if the file does not end in .png
   */
  RunFolder open() throws IOException {
    if (out != null) {
      PictureFile.requireEnding("--out", out);
      WholeFile.requirePlace(out);
    }
    return run.open();
  }

  /**
   * The file, if it is one for rows of numbers: .csv or .npy.
   *
   * @throws BadTargetException if it is no place for a file
   */
  Optional<Path> rows() throws IOException {
    if (out == null || !ExampleRows.areFor(out)) {
      return Optional.empty();
    }
    WholeFile.requirePlace(out);
    return Optional.of(out);
  }

  /** The run, whatever is made of it. */
  RunFolder run() {
    return run.open();
  }

  /** What draws the model of a run that was asked for. */
  static Pictures pictures(RunFolder folder, PrintWriter err) throws IOException {
    return pictures(folder, folder.model(), err);
  }

  /** The same, for who has the model at hand. */
  static Pictures pictures(RunFolder folder, Vae vae, PrintWriter err) throws IOException {
    return Pictures.of(folder, vae, Downloads.progress(err, false));
  }

  /**
   * Writes the picture and prints where it is.
   *
   * @param name of the file among the run's images
   */
  int write(BufferedImage picture, String name, PrintWriter print) throws IOException {
    Path file = out == null ? run.open().images().resolve(name) : out;
    PictureFile.write(picture, file);
    print.println(file);
    return 0;
  }

  /**
   * A run's own folder shows what the run made of its own data.
   *
   * @throws BadInputException if others were given in their place, and no file for the picture
   */
  void requireOutFor(RunFolder folder, RunData.Part part) {
    requireOut(out, folder, part);
  }

  static void requireOut(Path out, RunFolder folder, RunData.Part part) {
    if (out == null && folder.place().isGiven() && !part.isOwn()) {
      throw new BadInputException(
          "--out: expected a file, as the data are not the run's own (%s), got none"
              .formatted(part.title()));
    }
  }

  /**
   * @throws BadInputException if a number of images is too small
   */
  static void requireAtLeast(int least, String option, int given) {
    if (given < least) {
      throw new BadInputException(
          "%s: expected at least %d, got %d".formatted(option, least, given));
    }
  }
}
