package org.vae4j.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.random.RandomKey;

/**
 * Images in memory, one byte a value, with or without class labels. Immutable: the parts that
 * {@link #take} and {@link #select} give share the bytes and differ in which rows they show, and so
 * does a set with {@link #then one more step} on the way to the network.
 */
public final class ImageDataset {
  private static final int UNLABELLED = -1;

  private final String name;
  private final ImageShape shape;
  private final byte[] pixels;
  private final int[] labels;
  private final List<String> classNames;
  private final int[] rows;
  private final List<PreprocessingStep> steps;

  private ImageDataset(
      String name,
      ImageShape shape,
      byte[] pixels,
      int[] labels,
      List<String> classNames,
      int[] rows,
      List<PreprocessingStep> steps) {
    this.name = name;
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
    this.classNames = classNames;
    this.rows = rows;
    this.steps = steps;
  }

  /**
   * Makes a data set without labels.
   *
   * @param name what messages call it
   * @param shape the shape of each image
   * @param pixels [N × D], values 0 … 255; kept, not copied, so not to be changed afterwards
   * @return the data set
   * @throws BadDataException if there is no image, or the last one is not whole
   */
  public static ImageDataset unlabelled(String name, ImageShape shape, byte[] pixels) {
    int count = count(name, shape, pixels);
    int[] labels = new int[count];
    Arrays.fill(labels, UNLABELLED);
    return new ImageDataset(
        name, shape, pixels, labels, List.of(), IntStream.range(0, count).toArray(), List.of());
  }

  /**
   * Makes a data set with a class label for each image.
   *
   * @param name what messages call it
   * @param shape the shape of each image
   * @param pixels [N × D], values 0 … 255; kept, not copied, so not to be changed afterwards
   * @param labels [N], the class of each image
   * @param classNames the names of class 0, 1, …
   * @return the data set
   * @throws BadDataException if there is no image, the last one is not whole, there are more or
   *     fewer labels than images, or a label has no class name
   */
  public static ImageDataset labelled(
      String name, ImageShape shape, byte[] pixels, int[] labels, List<String> classNames) {
    int count = count(name, shape, pixels);
    if (labels.length != count) {
      throw BadDataException.of(name, count + " labels for " + count + " images", labels.length);
    }
    for (int i = 0; i < count; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw BadDataException.of(
            name + ", label " + i, "a class of 0 to " + (classNames.size() - 1), labels[i]);
      }
    }
    return new ImageDataset(
        name,
        shape,
        pixels,
        labels.clone(),
        List.copyOf(classNames),
        IntStream.range(0, count).toArray(),
        List.of());
  }

  private static int count(String name, ImageShape shape, byte[] pixels) {
    if (pixels.length == 0) {
      throw BadDataException.of(name, "images", "none");
    }
    if (pixels.length % shape.size() != 0) {
      throw BadDataException.of(
          name,
          "whole images of " + shape.size() + " bytes",
          pixels.length % shape.size() + " bytes left over");
    }
    return pixels.length / shape.size();
  }

  /**
   * Returns what messages call the data set.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns how many images there are.
   *
   * @return N, at least 1
   */
  public int size() {
    return rows.length;
  }

  /**
   * Returns the shape of each image as a network sees it.
   *
   * @return the shape after all steps
   */
  public ImageShape shape() {
    ImageShape seen = shape;
    for (PreprocessingStep step : steps) {
      seen = step.shape(seen);
    }
    return seen;
  }

  /**
   * Returns how many values an image has for a network.
   *
   * @return D
   */
  public int features() {
    return shape().size();
  }

  /** The shape of each image before the first step. */
  ImageShape storedShape() {
    return shape;
  }

  /**
   * Returns what happens to each image on its way to a network.
   *
   * @return the steps, the first one first
   */
  public List<PreprocessingStep> steps() {
    return steps;
  }

  /**
   * Adds a step for each image on its way to a network.
   *
   * @param step taken after those that there are
   * @return the same images with one step more
   * @throws BadDataException if the step cannot take images of this shape
   */
  public ImageDataset then(PreprocessingStep step) {
    step.shape(shape());
    List<PreprocessingStep> more = new ArrayList<>(steps);
    more.add(step);
    return new ImageDataset(
        name, shape, pixels, labels, classNames, rows, Collections.unmodifiableList(more));
  }

  /**
   * Returns a reader of the images as a network sees them.
   *
   * @return a new reader, of pixels in [0, 1] before the first step
   */
  public ExampleReader reader() {
    return new ExampleReader(this, ImageDataSetIterator.unitValues());
  }

  /**
   * Tells whether each image has a class.
   *
   * @return true if {@link #label} and {@link #labels} may be asked
   */
  public boolean hasLabels() {
    return !classNames.isEmpty();
  }

  /**
   * Returns the names of class 0, 1, ….
   *
   * @return the names; empty without labels
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Returns the class of an image.
   *
   * @param example which image, from 0
   * @return its class, from 0
   * @throws IllegalStateException if the set has no labels
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int label(int example) {
    if (!hasLabels()) {
      throw new IllegalStateException(name + " has no labels");
    }
    return labels[rows[example]];
  }

  /**
   * Returns the class of every image.
   *
   * @return [N], a copy
   * @throws IllegalStateException if the set has no labels
   */
  public int[] labels() {
    return IntStream.range(0, size()).map(this::label).toArray();
  }

  /**
   * Returns one image as it is stored, before any step.
   *
   * @param example which image, from 0
   * @return values 0 … 255 as unsigned bytes, a copy
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public byte[] image(int example) {
    int start = start(example);
    return Arrays.copyOfRange(pixels, start, start + shape.size());
  }

  /**
   * Writes one image as numbers, before any step.
   *
   * @param example which image, from 0
   * @param valueOfByte [256], the number that stands for each pixel value
   * @param target where to write its numbers
   * @param offset the first index to write
   * @throws IndexOutOfBoundsException if there is no such image, or no room for it
   */
  void read(int example, float[] valueOfByte, float[] target, int offset) {
    int start = start(example);
    int features = shape.size();
    for (int i = 0; i < features; i++) {
      target[offset + i] = valueOfByte[pixels[start + i] & 0xff];
    }
  }

  /**
   * Returns the first images.
   *
   * @param limit how many at most, 1 or more
   * @return the first {@code limit} images, or all if there are fewer
   * @throws IllegalArgumentException if the limit is below 1
   */
  public ImageDataset take(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("at least 1 example must be taken, not " + limit);
    }
    return limit >= size() ? this : showing(Arrays.copyOf(rows, limit));
  }

  /**
   * Returns chosen images.
   *
   * @param examples which, from 0, in the order wanted; at least one
   * @return those images
   * @throws IllegalArgumentException if none is chosen
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public ImageDataset select(int... examples) {
    if (examples.length == 0) {
      throw new IllegalArgumentException("at least 1 example must be selected");
    }
    return showing(Arrays.stream(examples).map(example -> rows[example]).toArray());
  }

  /**
   * Returns the images of some classes, in the order of the set. Classes keep their numbers.
   *
   * @param names the names of the classes
   * @return those images
   * @throws BadDataException if the set has no labels, no such class, or no image of any
   */
  public ImageDataset ofClasses(List<String> names) {
    for (String wanted : names) {
      if (!classNames.contains(wanted)) {
        throw BadDataException.of(
            name + ", classes",
            hasLabels() ? "some of " + String.join(", ", classNames) : "a set with labels",
            "'" + wanted + "'");
      }
    }
    int[] chosen =
        IntStream.range(0, size())
            .filter(example -> names.contains(classNames.get(label(example))))
            .toArray();
    if (chosen.length == 0) {
      throw BadDataException.of(name, "images of class " + String.join(", ", names), "none");
    }
    return select(chosen);
  }

  /**
   * Splits off a random part. Which images go where depends on the key and the size of the set
   * alone; both parts keep the order of the set.
   *
   * @param partSize how many images the part has, 1 … N−1
   * @param key what the choice is drawn from
   * @return the two parts
   * @throws IllegalArgumentException if nothing would be left of one of them
   */
  public Split split(int partSize, RandomKey key) {
    if (partSize < 1 || partSize >= size()) {
      throw new IllegalArgumentException(
          "a part of " + name + " has 1 to " + (size() - 1) + " examples, not " + partSize);
    }
    int[] order = key.permutation(size());
    int[] part = Arrays.copyOf(order, partSize);
    int[] rest = Arrays.copyOfRange(order, partSize, order.length);
    Arrays.sort(part);
    Arrays.sort(rest);
    return new Split(select(rest), select(part));
  }

  /**
   * The two parts of a split.
   *
   * @param rest the images that stay
   * @param part the images split off
   */
  public record Split(ImageDataset rest, ImageDataset part) {}

  private ImageDataset showing(int[] shown) {
    return new ImageDataset(name, shape, pixels, labels, classNames, shown, steps);
  }

  private int start(int example) {
    return row(example) * shape.size();
  }

  /** The place of an example in the set as it was stored. */
  int row(int example) {
    return rows[example];
  }
}
