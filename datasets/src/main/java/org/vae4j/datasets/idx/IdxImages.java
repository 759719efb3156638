package org.vae4j.datasets.idx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.ImageShape;

/** Grey images, and labels for them, from a pair of IDX files. */
public final class IdxImages {
  private static final int RANK = 3;

  private IdxImages() {}

  /**
   * Reads images and their labels.
   *
   * @param name what messages call the set
   * @param imageFile an IDX file of rank 3: examples, rows, columns
   * @param labelFile an IDX file of rank 1 with a label for each image
   * @param classNames the names of class 0, 1, …
   * @return the labelled images
   * @throws BadDataException if a file is damaged or of another rank, there are more or fewer
   *     labels than images, or a label has no class name
   * @throws IOException if reading fails
   */
  public static ImageDataset read(
      String name, Path imageFile, Path labelFile, List<String> classNames) throws IOException {
    IdxFile images = readImages(imageFile);
    IdxFile labels = IdxFile.read(labelFile);
    images.requireLabels(labels);
    return ImageDataset.labelled(
        name, shape(images), images.values(), classes(labels, classNames.size()), classNames);
  }

  /**
   * Reads images without labels.
   *
   * @param name what messages call the set
   * @param imageFile an IDX file of rank 3: examples, rows, columns
   * @return the images
   * @throws BadDataException if the file is damaged or of another rank
   * @throws IOException if reading fails
   */
  public static ImageDataset read(String name, Path imageFile) throws IOException {
    IdxFile images = readImages(imageFile);
    return ImageDataset.unlabelled(name, shape(images), images.values());
  }

  private static IdxFile readImages(Path file) throws IOException {
    IdxFile images = IdxFile.read(file);
    if (images.rank() != RANK) {
      throw BadDataException.at(
          images.source(),
          3,
          "rank 3, examples by rows by columns",
          "rank " + images.rank() + " (" + images.shapeText() + ")");
    }
    return images;
  }

  private static ImageShape shape(IdxFile images) {
    return ImageShape.grey(images.size(1), images.size(2));
  }

  private static int[] classes(IdxFile labels, int count) {
    int[] classes = IntStream.range(0, labels.examples()).map(i -> labels.value(i, 0)).toArray();
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] >= count) {
        throw BadDataException.at(
            labels.source(),
            IdxFile.HEADER_OF_LABELS + i,
            "a class of 0 to " + (count - 1),
            classes[i]);
      }
    }
    return classes;
  }
}
