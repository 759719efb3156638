package org.vae4j.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.StoredValues;
import org.vae4j.random.RandomKey;

/**
 * Examples in memory, with or without class labels: images of one byte a value, or rows of floats
 * that are taken as they are. Immutable: the parts that {@link #take} and {@link #select} give
 * share the values and differ in which rows they show, and so does a set with {@link #then one more
 * step} on the way to the network.
 */
public final class Dataset {
  private static final int UNLABELLED = -1;

  private final String name;
  private final ImageShape shape;
  private final StoredValues values;
  private final int[] labels;
  private final List<String> classNames;
  private final List<Column> columns;
  private final int[] rows;
  private final List<PreprocessingStep> steps;

  private Dataset(
      String name,
      ImageShape shape,
      StoredValues values,
      int[] labels,
      List<String> classNames,
      List<Column> columns,
      int[] rows,
      List<PreprocessingStep> steps) {
    this.name = name;
    this.shape = shape;
    this.values = values;
    this.labels = labels;
    this.classNames = classNames;
    this.columns = columns;
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
  public static Dataset unlabelled(String name, ImageShape shape, byte[] pixels) {
    return unlabelled(name, shape, new StoredValues.Bytes(pixels));
  }

  /**
   * Makes a data set of numbers without labels.
   *
   * @param name what messages call it
   * @param shape the shape of each example; a row of D numbers is {@code grey(1, D)}
   * @param numbers [N × D], finite; kept, not copied, so not to be changed afterwards
   * @return the data set
   * @throws BadDataException if there is no example, the last one is not whole, or a number is not
   *     finite
   */
  public static Dataset unlabelled(String name, ImageShape shape, float[] numbers) {
    return unlabelled(name, shape, finite(name, shape, numbers));
  }

  private static Dataset unlabelled(String name, ImageShape shape, StoredValues values) {
    int count = count(name, shape, values);
    int[] labels = new int[count];
    Arrays.fill(labels, UNLABELLED);
    return new Dataset(
        name,
        shape,
        values,
        labels,
        List.of(),
        List.of(),
        IntStream.range(0, count).toArray(),
        List.of());
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
  public static Dataset labelled(
      String name, ImageShape shape, byte[] pixels, int[] labels, List<String> classNames) {
    return labelled(name, shape, new StoredValues.Bytes(pixels), labels, classNames);
  }

  /**
   * Makes a data set of numbers with a class label for each example.
   *
   * @param name what messages call it
   * @param shape the shape of each example; a row of D numbers is {@code grey(1, D)}
   * @param numbers [N × D], finite; kept, not copied, so not to be changed afterwards
   * @param labels [N], the class of each example
   * @param classNames the names of class 0, 1, …
   * @return the data set
   * @throws BadDataException if there is no example, the last one is not whole, a number is not
   *     finite, there are more or fewer labels than examples, or a label has no class name
   */
  public static Dataset labelled(
      String name, ImageShape shape, float[] numbers, int[] labels, List<String> classNames) {
    return labelled(name, shape, finite(name, shape, numbers), labels, classNames);
  }

  private static Dataset labelled(
      String name, ImageShape shape, StoredValues values, int[] labels, List<String> classNames) {
    int count = count(name, shape, values);
    if (labels.length != count) {
      throw BadDataException.of(name, count + " labels for " + count + " images", labels.length);
    }
    for (int i = 0; i < count; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw BadDataException.of(
            name + ", label " + i, "a class of 0 to " + (classNames.size() - 1), labels[i]);
      }
    }
    return new Dataset(
        name,
        shape,
        values,
        labels.clone(),
        List.copyOf(classNames),
        List.of(),
        IntStream.range(0, count).toArray(),
        List.of());
  }

  /**
   * Makes a data set of the rows of a table, of shape {@code grey(1, D)}. Values may be missing;
   * before the set is read, a step has to fill them in.
   *
   * @param name what messages call it
   * @param columns what each of the D values of a row means
   * @param values [N × D], finite, or NaN where one is missing; kept, not copied, so not to be
   *     changed afterwards
   * @param labels [N], the class of each row; empty without labels
   * @param classNames the names of class 0, 1, …; empty without labels
   * @return the data set
   * @throws BadDataException if there is no row, the last one is not whole, a value is infinite,
   *     there are more or fewer labels than rows, or a label has no class name
   */
  public static Dataset table(
      String name, List<Column> columns, float[] values, int[] labels, List<String> classNames) {
    ImageShape shape = ImageShape.grey(1, columns.size());
    for (int i = 0; i < values.length; i++) {
      requireFinite(name, shape, i, Float.isNaN(values[i]) ? 0 : values[i]);
    }
    StoredValues stored = new StoredValues.Floats(values);
    Dataset rows =
        classNames.isEmpty()
            ? unlabelled(name, shape, stored)
            : labelled(name, shape, stored, labels, classNames);
    return rows.withColumns(columns);
  }

  private static StoredValues finite(String name, ImageShape shape, float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      requireFinite(name, shape, i, numbers[i]);
    }
    return new StoredValues.Floats(numbers);
  }

  private static void requireFinite(String name, ImageShape shape, int index, float value) {
    if (!Float.isFinite(value)) {
      throw BadDataException.of(
          "%s, example %d, value %d".formatted(name, index / shape.size(), index % shape.size()),
          "a finite number",
          value);
    }
  }

  private static int count(String name, ImageShape shape, StoredValues values) {
    if (values.length() == 0) {
      throw BadDataException.of(name, "images", "none");
    }
    if (values.length() % shape.size() != 0) {
      throw BadDataException.of(
          name,
          "whole images of " + shape.size() + " values",
          values.length() % shape.size() + " values left over");
    }
    return values.length() / shape.size();
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

  /**
   * Returns the shape of each image as it is stored, before the first step.
   *
   * @return height, width and channels
   */
  public ImageShape storedShape() {
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
   * Brings numbers in the units that a network sees back to those that the images are stored in, as
   * far as the steps change units; stored pixels are in [0, 1].
   *
   * @param values [D] of one example, overwritten
   */
  public void restoreUnits(float[] values) {
    for (int k = steps.size() - 1; k >= 0; k--) {
      steps.get(k).restoreUnits(values);
    }
  }

  /**
   * Adds a step for each image on its way to a network.
   *
   * @param step taken after those that there are
   * @return the same images with one step more
   * @throws BadDataException if the step cannot take images of this shape
   */
  public Dataset then(PreprocessingStep step) {
    step.shape(shape());
    List<PreprocessingStep> more = new ArrayList<>(steps);
    more.add(step);
    return new Dataset(
        name, shape, values, labels, classNames, columns, rows, Collections.unmodifiableList(more));
  }

  /**
   * Returns a reader of the images as a network sees them.
   *
   * @return a new reader, of pixels in [0, 1] before the first step
   */
  public ExampleReader reader() {
    return new ExampleReader(this, DatasetIterator.unitValues());
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
   * Tells whether the values are integer pixels.
   *
   * @return true for bytes 0 … 255, false for floats
   */
  public boolean hasPixels() {
    return values instanceof StoredValues.Bytes;
  }

  /**
   * Tells whether values are missing as they are stored, in this set or one that it is a part of.
   *
   * @return true only for a table
   */
  public boolean hasMissing() {
    return values.hasMissing();
  }

  /**
   * Returns one image as it is stored, before any step.
   *
   * @param example which image, from 0
   * @return values 0 … 255 as unsigned bytes, a copy
   * @throws IllegalStateException if the values are floats
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public byte[] image(int example) {
    if (!(values instanceof StoredValues.Bytes pixels)) {
      throw new IllegalStateException(name + " holds floats, not pixels");
    }
    int start = start(example);
    return pixels.copy(start, start + shape.size());
  }

  /**
   * Returns one value as it is stored.
   *
   * @param example which example, from 0
   * @param feature which of its values, from 0
   * @return the pixel, 0 … 255, or the number; NaN if it is missing
   * @throws IndexOutOfBoundsException if there is no such example or value
   */
  public float value(int example, int feature) {
    return values.value(start(example) + Objects.checkIndex(feature, shape.size()));
  }

  /**
   * Says where a value that a network sees comes from.
   *
   * @param example which example, from 0
   * @param feature which of its D values, from 0
   * @return the name of the set, the example's place in it as it was stored, and the column by name
   *     if the set is a table
   */
  public String place(int example, int feature) {
    return "%s, example %d, %s"
        .formatted(
            name,
            row(example),
            columns.size() == features()
                ? "column '" + columns.get(feature).name() + "'"
                : "value " + feature);
  }

  /**
   * Returns what each value means, if the set is a table.
   *
   * @return D columns; empty if the set is no table
   */
  public List<Column> columns() {
    return columns;
  }

  /**
   * Returns the same set as a table.
   *
   * @param meanings what each of the D values means
   * @return the set with these columns
   * @throws IllegalArgumentException if there are not D of them
   */
  public Dataset withColumns(List<Column> meanings) {
    if (meanings.size() != features()) {
      throw new IllegalArgumentException(
          name + " has " + features() + " columns, not " + meanings.size());
    }
    return new Dataset(name, shape, values, labels, classNames, List.copyOf(meanings), rows, steps);
  }

  /**
   * Returns the same set with its classes numbered by another list.
   *
   * @param names the names of class 0, 1, …, those of this set among them
   * @return the set with these classes
   * @throws IllegalArgumentException if a class of this set is not among them
   */
  public Dataset withClassNames(List<String> names) {
    Map<String, Integer> numbers = ClassNames.numbers(names);
    int[] renumbered =
        classNames.stream().mapToInt(known -> numbers.getOrDefault(known, -1)).toArray();
    if (Arrays.stream(renumbered).anyMatch(label -> label < 0)) {
      throw new IllegalArgumentException(
          name
              + " has classes "
              + ClassNames.shown(classNames)
              + ", not all of them among "
              + ClassNames.shown(names));
    }
    return new Dataset(
        name,
        shape,
        values,
        Arrays.stream(labels).map(label -> renumbered[label]).toArray(),
        List.copyOf(names),
        columns,
        rows,
        steps);
  }

  /**
   * Returns the same set with its values seen as images of another shape.
   *
   * @param other a shape of as many values
   * @return the set in that shape
   * @throws BadDataException if it has more or fewer values
   */
  public Dataset withShape(ImageShape other) {
    if (other.size() != features()) {
      throw BadDataException.of(
          name, other.size() + " values for an image of " + other, features());
    }
    return new Dataset(name, other, values, labels, classNames, columns, rows, steps);
  }

  /**
   * Writes one example as numbers, before any step.
   *
   * @param example which image, from 0
   * @param valueOfByte [256], the number that stands for each pixel; floats stay as they are
   * @param target where to write D numbers
   * @param offset the first index to write
   * @throws IndexOutOfBoundsException if there is no such image, or no room for it
   */
  void read(int example, float[] valueOfByte, float[] target, int offset) {
    values.read(start(example), shape.size(), valueOfByte, target, offset);
  }

  /**
   * Returns the first images.
   *
   * @param limit how many at most, 1 or more
   * @return the first {@code limit} images, or all if there are fewer
   * @throws IllegalArgumentException if the limit is below 1
   */
  public Dataset take(int limit) {
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
  public Dataset select(int... examples) {
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
  public Dataset ofClasses(List<String> names) {
    for (String wanted : names) {
      if (!classNames.contains(wanted)) {
        throw BadDataException.of(
            name + ", classes",
            hasLabels() ? "some of " + ClassNames.shown(classNames) : "a set with labels",
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
    RandomPart chosen = RandomPart.of(name, size(), partSize, key);
    return new Split(select(chosen.rest()), select(chosen.part()));
  }

  /**
   * The two parts of a split.
   *
   * @param rest the images that stay
   * @param part the images split off
   */
  public record Split(Dataset rest, Dataset part) {}

  private Dataset showing(int[] shown) {
    return new Dataset(name, shape, values, labels, classNames, columns, shown, steps);
  }

  private int start(int example) {
    return row(example) * shape.size();
  }

  /** The place of an example in the set as it was stored. */
  int row(int example) {
    return rows[example];
  }
}
