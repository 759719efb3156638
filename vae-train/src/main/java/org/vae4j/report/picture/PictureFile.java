package org.vae4j.report.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.refusal.BadInputException;

/** A picture on disk, as PNG. */
public final class PictureFile {
  private PictureFile() {}

  /**
   * Refuses a name that says that the picture is of another format.
   *
   * @throws BadInputException if the file does not end in .png
   */
  public static void requireEnding(String option, Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new BadInputException(
          "%s: expected a picture that ends in .png, got '%s'".formatted(option, file));
    }
  }

  /**
   * Writes a picture.
   *
   * @throws java.nio.file.FileSystemException as {@link WholeFile#write(Path, WholeFile.Content)}
   */
  public static void write(BufferedImage picture, Path file) throws IOException {
    byte[] png = ImageGrid.png(picture);
    WholeFile.write(file, out -> out.write(png));
  }
}
