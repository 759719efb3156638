package org.vae4j.datasets.idx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.faults.BadDataException;

/** Grey images, and labels for them, from a pair of IDX files of unsigned bytes. */
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
  public static Dataset read(String name, Path imageFile, Path labelFile, List<String> classNames)
      throws IOException {
    NumericArray images = readImages(imageFile);
    NumericArray labels = requireBytes(IdxFile.read(labelFile));
    images.requireLabels(labels);
    return Dataset.labelled(
        name, shape(images), images.values(), classes(labels, classNames.size()), classNames);
  }

  /**
   * Reads images without labels.
   *
   * @param name what messages call the set
   * @param imageFile an IDX file of rank 3: examples, rows, columns
   * @throws BadDataException if the file is damaged or of another rank
   * @throws IOException if reading fails
   */
  public static Dataset read(String name, Path imageFile) throws IOException {
    NumericArray images = readImages(imageFile);
    return Dataset.unlabelled(name, shape(images), images.values());
  }

  private static NumericArray readImages(Path file) throws IOException {
    NumericArray images = IdxFile.read(file);
    if (images.rank() != RANK) {
      throw BadDataException.at(
          images.source(),
          3,
          "rank 3, examples by rows by columns",
          "rank " + images.rank() + " (" + images.shapeText() + ")");
    }
    return requireBytes(images);
  }

  private static NumericArray requireBytes(NumericArray array) {
    if (array.values().levels() != 256) {
      throw BadDataException.at(array.source(), 2, "type 0x08 (unsigned byte)", "another type");
    }
    return array;
  }

  private static ImageShape shape(NumericArray images) {
    return ImageShape.grey(images.size(1), images.size(2));
  }

  private static int[] classes(NumericArray labels, int count) {
    int[] classes =
        IntStream.range(0, labels.examples()).map(i -> (int) labels.value(i, 0)).toArray();
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
