package org.vae4j.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.report.ImageGrid;

/** A picture on disk, as PNG. */
public final class PictureFile {
  private PictureFile() {}

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
