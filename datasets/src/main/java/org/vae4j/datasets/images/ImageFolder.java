package org.vae4j.datasets.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.HeapSpace;
import org.vae4j.datasets.storage.StoredValues;

/**
 * Reads folders of images. Each sub-folder is a class; the classes are in the order of {@link
 * ClassNames}, the images of each in that of their names. A folder without sub-folders has images
 * without labels. A file is an image if its name ends as that of a picture does, or if it begins as
 * a PNG, JPEG, BMP or GIF does; hidden files are passed over, and so is all else, which is counted.
 *
 * @param size of all images; without it that of the first
 * @param colour grey or RGB
 * @param resize what becomes of images of another size
 * @param unreadable what becomes of files that cannot be read
 * @param background what shows through where an image is transparent
 * @param orientation which way up photographs are
 */
public record ImageFolder(
    Optional<Size> size,
    Colour colour,
    Resize resize,
    Unreadable unreadable,
    Background background,
    Orientation orientation) {
  private static final Logger log = LoggerFactory.getLogger(ImageFolder.class);

  /** The most pixels of an image: a file of a few bytes can claim any size. */
  public static final long MOST_PIXELS = 1L << 26;

  /** The largest array that every JVM can make. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /**
   * The size of an image.
   *
   * @param height rows
   * @param width columns
   */
  public record Size(int height, int width) {
    /** The size as it is written for people, {@code 28x28}. */
    @Override
    public String toString() {
      return height + "x" + width;
    }
  }

  /** On black, as stored. */
  public ImageFolder(Optional<Size> size, Colour colour, Resize resize, Unreadable unreadable) {
    this(size, colour, resize, unreadable, Background.BLACK, Orientation.STORED);
  }

  /** Grey images that all have the size of the first. */
  public static final ImageFolder STANDARD =
      new ImageFolder(Optional.empty(), Colour.GREY, Resize.NONE, Unreadable.REFUSE);

  /**
   * Reads a folder.
   *
   * @param name what messages call the set
   * @param folder the images, or a sub-folder for each class
   * @return the images, labelled if there are sub-folders
   * @throws BadDataException if the folder is missing or without images, holds images beside
   *     sub-folders, or an image is damaged, of a format that is not read, or of another size
   * @throws IOException if reading fails
   */
  public Dataset read(String name, Path folder) throws IOException {
    ClassFolders classes = ClassFolders.of(folder);
    Images images = new Images(folder, classes.images().size());
    if (classes.names().isEmpty()) {
      for (Path file : classes.images()) {
        images.add(file, 0);
      }
      classes.tellStrays();
      return Dataset.unlabelled(name, images.shape(), images.values());
    }
    for (int label = 0; label < classes.names().size(); label++) {
      for (Path file : classes.entries().get(label).files()) {
        images.add(file, label);
      }
    }
    classes.tellStrays();
    return Dataset.labelled(
        name, images.shape(), images.values(), images.labels(), classes.names());
  }

  /** The images read so far. */
  private final class Images {
    private final Path folder;
    private final int[] labels;
    private ImageShape shape;
    private StoredValues values;
    private int count;
    private final List<Path> skipped = new ArrayList<>();

    /**
     * @param most how many images there are, if all can be read
     */
    Images(Path folder, int most) {
      this.folder = folder;
      this.labels = new int[most];
    }

    void add(Path file, int label) throws IOException {
      Planes image;
      try {
        image = ImageFile.read(file, ImageFolder.this);
      } catch (BadDataException e) {
        if (unreadable == Unreadable.REFUSE) {
          throw e;
        }
        skipped.add(file);
        return;
      }
      append(file, image, label);
    }

    private void append(Path file, Planes image, int label) {
      if (shape == null) {
        Size wanted = size.orElseGet(() -> new Size(image.shape().height(), image.shape().width()));
        shape = new ImageShape(wanted.height(), wanted.width(), colour.channels());
        values = StoredValues.zeros(image.values().levels(), room(image.values().levels()));
      }
      if (resize == Resize.NONE && !image.shape().equals(shape)) {
        throw BadDataException.of(
            file,
            "an image of " + new Size(shape.height(), shape.width()) + " (--resize makes it one)",
            new Size(image.shape().height(), image.shape().width()));
      }
      Planes resized = image.resized(shape.height(), shape.width(), resize);
      if (values.levels() < resized.values().levels()) {
        room(resized.values().levels());
        values = values.deep();
      } else if (values.levels() > resized.values().levels()) {
        resized = resized.deep();
      }
      int start = count * shape.size();
      for (int i = 0; i < shape.size(); i++) {
        values.set(start + i, resized.values().value(i));
      }
      labels[count++] = label;
    }

    /** How many values the images have in all, which is known as soon as their size is. */
    private int room(int levels) {
      long most = (long) labels.length * shape.size();
      if (most > MAX_VALUES) {
        throw BadDataException.of(
            folder,
            "at most " + MAX_VALUES + " values",
            "%d images of %s = %d".formatted(labels.length, shape, most));
      }
      // One image more: that which is on its way there.
      HeapSpace.require(folder.toString(), (most + shape.size()) * StoredValues.bytes(levels));
      return (int) most;
    }

    ImageShape shape() {
      if (count == 0) {
        throw BadDataException.of(
            folder, "images", "unreadable files alone: " + FolderEntries.named(folder, skipped));
      }
      if (!skipped.isEmpty()) {
        log.warn(
            "{}: left out {}: {} (save again or delete; --unreadable refuse tells what is wrong)",
            folder,
            skipped.size() == 1
                ? "1 file that is no whole image"
                : skipped.size() + " files that are no whole images",
            FolderEntries.named(folder, skipped));
      }
      return shape;
    }

    StoredValues values() {
      return skipped.isEmpty() ? values : values.resized(count * shape.size());
    }

    int[] labels() {
      return Arrays.copyOf(labels, count);
    }
  }
}
