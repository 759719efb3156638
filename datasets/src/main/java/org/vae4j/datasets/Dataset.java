package org.vae4j.datasets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.StoredValues;
import org.vae4j.random.RandomKey;

/**
 * Examples in memory, with or without class labels: images, or rows of numbers such as those of a
 * table. Immutable: the parts that {@link #take} and {@link #select} give share the values and
 * differ in which rows they show, and so does a set with {@link #then one more step} on the way to
 * the network. Values that are handed over are kept, not copied, so not to be changed afterwards.
 */
public final class Dataset {
  private final String name;
  private final Features features;
  private final StoredValues values;
  private final boolean missing;
  private final Labels labels;
  private final int[] rows;
  private final List<PreprocessingStep> steps;

  private Dataset(
      String name,
      Features features,
      StoredValues values,
      boolean missing,
      Labels labels,
      int[] rows,
      List<PreprocessingStep> steps) {
    this.name = name;
    this.features = features;
    this.values = values;
    this.missing = missing;
    this.labels = labels;
    this.rows = rows;
    this.steps = steps;
  }

  private static Dataset of(String name, Features features, StoredValues values, Labels labels) {
    int count = features.count(name, values.length());
    return new Dataset(
        name,
        features,
        values,
        values.hasMissing(),
        labels,
        IntStream.range(0, count).toArray(),
        List.of());
  }

  /**
   * Examples without labels.
   *
   * @param name what messages call the set
   * @param shape of each image; rows of D numbers are {@code grey(1, D)}
   * @param values {@code [N × D]}
   * @throws BadDataException if there is no example, the last one is not whole, or a value is not
   *     finite
   */
  public static Dataset unlabelled(String name, ImageShape shape, StoredValues values) {
    return of(name, checked(name, shape, values), values, Labels.NONE);
  }

  /** The same of pixels, 0 … 255. */
  public static Dataset unlabelled(String name, ImageShape shape, byte[] pixels) {
    return unlabelled(name, shape, new StoredValues.Bytes(pixels));
  }

  /** The same of numbers. */
  public static Dataset unlabelled(String name, ImageShape shape, float[] numbers) {
    return unlabelled(name, shape, new StoredValues.Floats(numbers));
  }

  /**
   * Examples with a class each.
   *
   * @param name what messages call the set
   * @param shape of each image; rows of D numbers are {@code grey(1, D)}
   * @param values {@code [N × D]}
   * @param classes {@code [N]}, the class of each example
   * @param classNames the names of class 0, 1, …
   * @throws BadDataException if there is no example, the last one is not whole, a value is not
   *     finite, there are more or fewer labels than examples, or a label has no class name
   */
  public static Dataset labelled(
      String name, ImageShape shape, StoredValues values, int[] classes, List<String> classNames) {
    Features features = checked(name, shape, values);
    int count = features.count(name, values.length());
    return of(name, features, values, Labels.of(name, count, classes, classNames));
  }

  /** The same of pixels, 0 … 255. */
  public static Dataset labelled(
      String name, ImageShape shape, byte[] pixels, int[] classes, List<String> classNames) {
    return labelled(name, shape, new StoredValues.Bytes(pixels), classes, classNames);
  }

  /** The same of numbers. */
  public static Dataset labelled(
      String name, ImageShape shape, float[] numbers, int[] classes, List<String> classNames) {
    return labelled(name, shape, new StoredValues.Floats(numbers), classes, classNames);
  }

  /**
   * The rows of a table. Values may be missing; before the set is read, a step has to fill them in.
   *
   * @param name what messages call the set
   * @param columns what each of the D values of a row means
   * @param values {@code [N × D]}, finite, or NaN where one is missing
   * @param classes {@code [N]}, the class of each row; empty without labels
   * @param classNames the names of class 0, 1, …; empty without labels
   * @throws BadDataException if there is no row, the last one is not whole, a value is infinite,
   *     there are more or fewer labels than rows, or a label has no class name
   */
  public static Dataset table(
      String name, List<Column> columns, float[] values, int[] classes, List<String> classNames) {
    Features features = Features.of(columns);
    features.requireFinite(name, values, true);
    int count = features.count(name, values.length);
    return of(
        name,
        features,
        new StoredValues.Floats(values),
        classNames.isEmpty() ? Labels.NONE : Labels.of(name, count, classes, classNames));
  }

  private static Features checked(String name, ImageShape shape, StoredValues values) {
    Features features = Features.of(shape);
    if (values instanceof StoredValues.Floats numbers) {
      features.requireFinite(name, numbers.values(), false);
    }
    return features;
  }

  /** What messages call the set. */
  public String name() {
    return name;
  }

  /** N, at least 1. */
  public int size() {
    return rows.length;
  }

  /** The shape of each example as a network sees it, after all steps. */
  public ImageShape shape() {
    ImageShape seen = features.shape();
    for (PreprocessingStep step : steps) {
      seen = step.shape(seen);
    }
    return seen;
  }

  /** D, for a network. */
  public int features() {
    return shape().size();
  }

  /** The shape of each example as it is stored, before the first step. */
  public ImageShape storedShape() {
    return features.shape();
  }

  /** What each of the D values means, if the set is a table; empty if it is none. */
  public List<Column> columns() {
    return features.columns();
  }

  /** How many levels a pixel has, 256 or 65,536; 0 if the values are no pixels but floats. */
  public int levels() {
    return values.levels();
  }

  /** Whether the values are pixels. */
  public boolean hasPixels() {
    return levels() > 0;
  }

  /** Whether values are missing as they are stored, in this set or one that it is a part of. */
  public boolean hasMissing() {
    return missing;
  }

  /** What happens to each example on its way to a network, the first step first. */
  public List<PreprocessingStep> steps() {
    return steps;
  }

  /**
   * Adds a step for each example on its way to a network, after those that there are.
   *
   * @throws BadDataException if the step cannot take examples of this shape
   */
  public Dataset then(PreprocessingStep step) {
    step.shape(shape());
    List<PreprocessingStep> more = new ArrayList<>(steps);
    more.add(step);
    return new Dataset(
        name, features, values, missing, labels, rows, Collections.unmodifiableList(more));
  }

  /**
   * Brings numbers in the units that a network sees back to those of the stored examples, as far as
   * the steps change units; stored pixels are in [0, 1].
   *
   * @param example {@code [D]}, overwritten
   */
  public void restoreUnits(float[] example) {
    for (int k = steps.size() - 1; k >= 0; k--) {
      steps.get(k).restoreUnits(example);
    }
  }

  /**
   * What is added to the negative log-density of an example as a network sees it to give that of
   * the stored one, of a pixel in levels: in nats, the same for each example.
   */
  public double logScale() {
    double ofPixels = hasPixels() ? features() * Math.log(levels() - 1.0) : 0;
    return ofPixels + steps.stream().mapToDouble(step -> step.logScale(features())).sum();
  }

  /** A new reader of the examples as a network sees them, of pixels in [0, 1] before any step. */
  public ExampleReader reader() {
    return new ExampleReader(this, DatasetIterator.unitValues(levels()));
  }

  /** Whether each example has a class. */
  public boolean hasLabels() {
    return !labels.names().isEmpty();
  }

  /** The names of class 0, 1, …; empty without labels. */
  public List<String> classNames() {
    return labels.names();
  }

  /**
   * The class of an example, from 0.
   *
   * @throws IllegalStateException if the set has no labels
   * @throws IndexOutOfBoundsException if there is no such example
   */
  public int label(int example) {
    if (!hasLabels()) {
      throw new IllegalStateException(name + " has no labels");
    }
    return labels.of(rows[example]);
  }

  /**
   * The class of every example, {@code [N]}, a copy.
   *
   * @throws IllegalStateException if the set has no labels
   */
  public int[] labels() {
    return IntStream.range(0, size()).map(this::label).toArray();
  }

  /**
   * One example as it is stored, before any step: a byte for a pixel of 8 bits, two for one of 16,
   * four for a float, most significant byte first.
   *
   * @throws IndexOutOfBoundsException if there is no such example
   */
  public byte[] bytes(int example) {
    ByteBuffer bytes = ByteBuffer.allocate(StoredValues.bytes(levels()) * features.size());
    values.write(start(example), features.size(), bytes);
    return bytes.array();
  }

  /**
   * One value as it is stored: the level of a pixel, or the number; NaN if it is missing.
   *
   * @throws IndexOutOfBoundsException if there is no such example or value
   */
  public float value(int example, int feature) {
    return values.value(start(example) + Objects.checkIndex(feature, features.size()));
  }

  /**
   * Says where a value that a network sees comes from: the set, the example's place in it as it was
   * stored, and the column by name if the set is a table.
   */
  public String place(int example, int feature) {
    return "%s, example %d, %s".formatted(name, rows[example], features.place(feature));
  }

  /** Whether the examples are the first that are stored, in that order. */
  public boolean isInStoredOrder() {
    return IntStream.range(0, size()).allMatch(example -> rows[example] == example);
  }

  /** The same set under another name for messages. */
  public Dataset named(String other) {
    return new Dataset(other, features, values, missing, labels, rows, steps);
  }

  /**
   * The same set with its classes numbered by another list, those of this set in it.
   *
   * @throws IllegalArgumentException if a class of this set is not in it
   */
  public Dataset withClassNames(List<String> names) {
    return new Dataset(
        name, features, values, missing, labels.numberedBy(name, names), rows, steps);
  }

  /**
   * The same set with a class for each example. It shows all that is stored, in that order.
   *
   * @param classes {@code [N]}, the class of each example
   * @param classNames the names of class 0, 1, …
   * @throws BadDataException if there are more or fewer labels than examples, or a label has no
   *     class name
   */
  public Dataset withLabels(int[] classes, List<String> classNames) {
    int count = features.count(name, values.length());
    Labels given = Labels.of(name, count, classes, classNames);
    return new Dataset(name, features, values, missing, given, rows, steps);
  }

  /**
   * The same set with its values seen as images of another shape of as many values.
   *
   * @throws BadDataException if it has more or fewer
   */
  public Dataset withShape(ImageShape other) {
    if (other.size() != features()) {
      throw BadDataException.of(
          name, other.size() + " values for an image of " + other, features());
    }
    return new Dataset(name, new Features(other, columns()), values, missing, labels, rows, steps);
  }

  /** The first examples, at most {@code limit}, which is 1 or more. */
  public Dataset take(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("at least 1 example must be taken, not " + limit);
    }
    return limit >= size() ? this : showing(Arrays.copyOf(rows, limit));
  }

  /**
   * Chosen examples, at least one, in the order wanted.
   *
   * @throws IndexOutOfBoundsException if there is no such example
   */
  public Dataset select(int... examples) {
    if (examples.length == 0) {
      throw new IllegalArgumentException("at least 1 example must be selected");
    }
    return showing(Arrays.stream(examples).map(example -> rows[example]).toArray());
  }

  /**
   * The examples of some classes, in the order of the set. Classes keep their numbers.
   *
   * @throws BadDataException if the set has no labels, no such class, or no example of any
   */
  public Dataset ofClasses(List<String> names) {
    for (String wanted : names) {
      if (!classNames().contains(wanted)) {
        throw BadDataException.of(
            name + ", classes",
            hasLabels() ? "some of " + ClassNames.shown(classNames()) : "a set with labels",
            "'" + wanted + "'");
      }
    }
    int[] chosen =
        IntStream.range(0, size())
            .filter(example -> names.contains(classNames().get(label(example))))
            .toArray();
    if (chosen.length == 0) {
      throw BadDataException.of(name, "examples of class " + String.join(", ", names), "none");
    }
    return select(chosen);
  }

  /**
   * Splits off a random part of 1 to N − 1 examples. Which go where depends on the key and the size
   * of the set alone; both parts keep the order of the set.
   *
   * @throws IllegalArgumentException if nothing would be left of one of them
   */
  public Split split(int partSize, RandomKey key) {
    RandomPart chosen = RandomPart.of(name, size(), partSize, key);
    return new Split(select(chosen.rest()), select(chosen.part()));
  }

  /**
   * The same, with exact copies of an example on one side; the part may then be smaller.
   *
   * @throws IllegalArgumentException if nothing would be left of one of them
   */
  public Split splitCopiesTogether(int partSize, RandomKey key) {
    Map<ByteBuffer, Integer> groups = new HashMap<>();
    int[] group =
        IntStream.range(0, size())
            .map(i -> groups.computeIfAbsent(ByteBuffer.wrap(bytes(i)), same -> groups.size()))
            .toArray();
    RandomPart chosen = RandomPart.ofGroups(name, group, partSize, key);
    return new Split(select(chosen.rest()), select(chosen.part()));
  }

  Split split(int partSize, RandomKey key, Copies copies) {
    return copies == Copies.TOGETHER ? splitCopiesTogether(partSize, key) : split(partSize, key);
  }

  /**
   * The two parts of a split.
   *
   * @param rest the examples that stay
   * @param part the examples split off
   */
  public record Split(Dataset rest, Dataset part) {}

  private Dataset showing(int[] shown) {
    return new Dataset(name, features, values, missing, labels, shown, steps);
  }

  /** Writes one example as numbers, before any step. */
  void read(int example, float[] valueOfLevel, float[] target, int offset) {
    values.read(start(example), features.size(), valueOfLevel, target, offset);
  }

  private int start(int example) {
    return rows[example] * features.size();
  }

  /** The place of an example in the set as it was stored, such as the row of its file, from 0. */
  public int row(int example) {
    return rows[example];
  }
}
