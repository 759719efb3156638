package org.vae4j.datasets.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.records.DatasetRecordReader;

/** Reads a folder of images with the JDK's decoders, see {@link ImageFolder}. */
public final class ImageFolderRecordReader extends DatasetRecordReader {
  private static final long serialVersionUID = 1L;

  private final int height;
  private final int width;
  private final Colour colour;
  private final Resize resize;
  private final Unreadable unreadable;

  /** Makes a reader of grey images that all have one size. */
  public ImageFolderRecordReader() {
    this(ImageFolder.STANDARD);
  }

  /**
   * Makes a reader.
   *
   * @param images how to read them
   */
  public ImageFolderRecordReader(ImageFolder images) {
    this.height = images.size().map(ImageFolder.Size::height).orElse(0);
    this.width = images.size().map(ImageFolder.Size::width).orElse(0);
    this.colour = images.colour();
    this.resize = images.resize();
    this.unreadable = images.unreadable();
  }

  @Override
  protected Dataset load(Path source) throws IOException {
    Optional<ImageFolder.Size> size =
        height == 0 ? Optional.empty() : Optional.of(new ImageFolder.Size(height, width));
    return new ImageFolder(size, colour, resize, unreadable).read(source.toString(), source);
  }
}
