package org.vae4j.datasets.images;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.HeapSpace;

/**
 * Reads folders of images. Each sub-folder is a class; the classes are in the order of {@link
 * ClassNames}, the images of each in that of their names. A folder without sub-folders has images
 * without labels. Hidden files are passed over.
 *
 * @param size of all images; without it that of the first
 * @param colour grey or RGB
 * @param resize what becomes of images of another size
 * @param unreadable what becomes of files that cannot be read
 */
public record ImageFolder(
    Optional<Size> size, Colour colour, Resize resize, Unreadable unreadable) {
  private static final Logger log = LoggerFactory.getLogger(ImageFolder.class);

  /** The most pixels of an image: a file of a few bytes can claim any size. */
  public static final long MOST_PIXELS = 1L << 26;

  private static final char UNKNOWN = '\uFFFD';

  /** The largest array that every JVM can make. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /**
   * The size of an image.
   *
   * @param height rows
   * @param width columns
   */
  public record Size(int height, int width) {
    /** Returns the size as it is written for people, {@code 28x28}. */
    @Override
    public String toString() {
      return height + "x" + width;
    }
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
   * @throws BadDataException if the folder is missing or without images, holds files beside
   *     sub-folders, or a file is damaged, no image, or of another size
   * @throws IOException if reading fails
   */
  public Dataset read(String name, Path folder) throws IOException {
    List<Path> entries = entries(folder);
    List<Path> classes = entries.stream().filter(Files::isDirectory).toList();
    if (!classes.isEmpty() && classes.size() < entries.size()) {
      Path file =
          entries.stream().filter(entry -> !Files.isDirectory(entry)).findFirst().orElseThrow();
      throw BadDataException.of(file, "a folder for each class and no file beside them", "a file");
    }
    if (classes.isEmpty()) {
      Images images = new Images(folder, entries.size());
      for (Path file : entries) {
        images.add(file, 0);
      }
      return Dataset.unlabelled(name, images.shape(), images.pixels());
    }
    // Paths as they were listed: not every name leads back from text to its folder.
    Map<String, Path> byName = new HashMap<>();
    for (Path path : classes) {
      Path other = byName.put(nameOf(path), path);
      if (other != null) {
        throw BadDataException.of(
            folder, "folders of classes whose names differ as text", "two '" + nameOf(path) + "'");
      }
    }
    List<String> names = ClassNames.of(byName.keySet());
    List<List<Path>> files = new ArrayList<>();
    for (String label : names) {
      files.add(entries(byName.get(label)));
    }
    Images images = new Images(folder, files.stream().mapToInt(List::size).sum());
    for (int label = 0; label < names.size(); label++) {
      for (Path file : files.get(label)) {
        images.add(file, label);
      }
    }
    return Dataset.labelled(name, images.shape(), images.pixels(), images.labels(), names);
  }

  /**
   * The same in every locale: a locale that lacks a letter of the name gives {@link #UNKNOWN} for
   * it, but the URI still holds the bytes of the name, which are UTF-8 as a rule.
   */
  private static String nameOf(Path path) {
    String name = path.getFileName().toString();
    if (name.indexOf(UNKNOWN) < 0) {
      return name;
    }
    String uri = path.toUri().getRawPath().replaceFirst("/$", "");
    String encoded = uri.substring(uri.lastIndexOf('/') + 1).replace("+", "%2B");
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  /** What lies in a folder, by name. */
  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      throw BadDataException.of(
          folder,
          "a folder of images",
          Files.isDirectory(folder) ? "no permission" : Files.exists(folder) ? "a file" : "none");
    }
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        if (!nameOf(entry).startsWith(".")) {
          entries.add(entry);
        }
      }
    }
    entries.sort(Comparator.comparing(ImageFolder::nameOf));
    return entries;
  }

  /** The images read so far. */
  private final class Images {
    private final Path folder;
    private final int[] labels;
    private ImageShape shape;
    private byte[] pixels;
    private int count;
    private int skipped;

    /**
     * @param most how many images there are, if all can be read
     */
    Images(Path folder, int most) {
      this.folder = folder;
      this.labels = new int[most];
    }

    void add(Path file, int label) throws IOException {
      if (Files.isDirectory(file)) {
        throw BadDataException.of(file, "an image", "a folder in a folder of a class");
      }
      Planes image;
      try {
        image = ImageFile.read(file, colour);
      } catch (BadDataException e) {
        if (unreadable == Unreadable.REFUSE) {
          throw e;
        }
        skipped++;
        return;
      }
      append(file, image, label);
    }

    private void append(Path file, Planes image, int label) {
      if (shape == null) {
        Size wanted = size.orElseGet(() -> new Size(image.shape().height(), image.shape().width()));
        shape = new ImageShape(wanted.height(), wanted.width(), colour.channels());
        pixels = new byte[room()];
      }
      if (resize == Resize.NONE && !image.shape().equals(shape)) {
        throw BadDataException.of(
            file,
            "an image of " + new Size(shape.height(), shape.width()) + " (--resize makes it one)",
            new Size(image.shape().height(), image.shape().width()));
      }
      int start = count * shape.size();
      byte[] source = image.resized(shape.height(), shape.width(), resize).pixels();
      System.arraycopy(source, 0, pixels, start, source.length);
      labels[count++] = label;
    }

    /** How many values the images have in all, which is known as soon as their size is. */
    private int room() {
      long values = (long) labels.length * shape.size();
      if (values > MAX_VALUES) {
        throw BadDataException.of(
            folder,
            "at most " + MAX_VALUES + " values",
            "%d images of %s = %d".formatted(labels.length, shape, values));
      }
      // One image more: that which is on its way there.
      HeapSpace.require(folder.toString(), values + shape.size());
      return (int) values;
    }

    ImageShape shape() {
      if (skipped > 0) {
        log.warn("{}: {} unreadable files skipped", folder, skipped);
      }
      if (count == 0) {
        throw BadDataException.of(
            folder, "images", skipped == 0 ? "an empty folder" : "unreadable files alone");
      }
      return shape;
    }

    byte[] pixels() {
      return skipped == 0 ? pixels : Arrays.copyOf(pixels, count * shape.size());
    }

    int[] labels() {
      return Arrays.copyOf(labels, count);
    }
  }
}
