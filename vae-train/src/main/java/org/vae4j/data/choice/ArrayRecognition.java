package org.vae4j.data.choice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.npy.ArrayValues;
import org.vae4j.datasets.npy.NpyFile;
import org.vae4j.datasets.npy.NpzFile;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.FileFormat;

/** What arrays of numpy are, alone or several in a zip file. */
final class ArrayRecognition {
  private static final String NPZ = ".npz";
  private static final int STEPS_PER_CHANNEL = 3;
  private static final int MOST_CHANNELS = 16;

  /** From so many columns on, whole numbers from 0 to 255 are pixels more likely than a table. */
  private static final int LEAST_PIXELS = 64;

  private final Optional<ArrayValues> said;

  /**
   * With or without a word of the user.
   *
   * @param said what the numbers are, if the user says it
   */
  ArrayRecognition(Optional<ArrayValues> said) {
    this.said = said;
  }

  /** Of an npy file. */
  Choice npy(Path file) throws IOException {
    return array(NpyFile.read(file), file, Optional.empty());
  }

  /** Of one array of an npz file, {@code FILE.npz#NAME}; empty if the path is no such thing. */
  static Optional<Path> fileOf(Path named) {
    String text = named.toString();
    int hash = text.lastIndexOf(NPZ + "#");
    return hash < 0 ? Optional.empty() : Optional.of(Path.of(text.substring(0, hash + 4)));
  }

  /** Of one array of an npz file, by its name. */
  Choice named(Path place) throws IOException {
    Path file = fileOf(place).orElseThrow();
    String name = place.toString().substring(file.toString().length() + 1);
    return array(NpzFile.read(file, name), place, Optional.empty());
  }

  /** Of a zip file, which an npz file is. */
  Choice zip(Path file) throws IOException {
    List<String> names;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      names = zip.stream().map(entry -> entry.getName()).toList();
    } catch (ZipException e) {
      throw new BadInputException(
          "%s: expected a whole zip or npz file, found damage (%s)".formatted(file, e.getMessage()),
          e);
    }
    if (names.stream().anyMatch(name -> name.startsWith("xl/"))) {
      throw new BadInputException(
          file + ": expected a table as text, found an Excel workbook (save the sheet as CSV)");
    }
    List<String> arrays =
        names.stream()
            .filter(name -> name.endsWith(".npy"))
            .map(name -> name.substring(0, name.length() - ".npy".length()))
            .toList();
    if (arrays.isEmpty()) {
      throw new BadInputException(
          file + ": expected arrays of numpy, found a zip archive of other files (unpack it)");
    }
    if (!file.toString().endsWith(NPZ)) {
      throw new BadInputException(
          file + ": expected arrays of numpy in a file .npz, found another name (rename it)");
    }
    return npz(file, arrays);
  }

  private Choice npz(Path file, List<String> arrays) throws IOException {
    if (arrays.contains("x_train")) {
      return trainAndTest(file, arrays);
    }
    Optional<String> labels = Stream.of("y", "labels").filter(arrays::contains).findFirst();
    List<String> others =
        arrays.stream().filter(name -> !labels.equals(Optional.of(name))).toList();
    String x = arrays.contains("x") ? "x" : others.size() == 1 ? others.get(0) : null;
    if (x == null) {
      throw new BadInputException(
          "%s: expected an array x, or a single one, found %s (name it: %s#%s)"
              .formatted(file, String.join(", ", arrays), file, arrays.get(0)));
    }
    return array(NpzFile.read(file, x), place(file, x), labels.map(name -> place(file, name)));
  }

  /** As Keras names its arrays. */
  private Choice trainAndTest(Path file, List<String> arrays) throws IOException {
    Choice choice =
        array(
            NpzFile.read(file, "x_train"),
            place(file, "x_train"),
            Optional.of("y_train").filter(arrays::contains).map(name -> place(file, name)));
    if (arrays.contains("x_test")) {
      choice.set("test-images", place(file, "x_test"));
      if (arrays.contains("y_train") && arrays.contains("y_test")) {
        choice.set("test-labels", place(file, "y_test"));
      }
    }
    return choice;
  }

  private static Path place(Path file, String name) {
    return Path.of(file + "#" + name);
  }

  private Choice array(NumericArray array, Path place, Optional<Path> labels) {
    Choice choice = new Choice().set("dataset", FileFormat.NPY.label()).set("train-images", place);
    labels.ifPresent(file -> choice.set("train-labels", file));
    boolean series =
        array.rank() == 3
            && array.size(1) >= STEPS_PER_CHANNEL * array.size(2)
            && array.size(2) <= MOST_CHANNELS;
    ArrayValues values = said.orElseGet(() -> values(array, series));
    if (values != ArrayValues.AS_IS) {
      choice.set("values", values.name().toLowerCase(Locale.ROOT));
    }
    String shape =
        "%,d examples of %s"
            .formatted(array.examples(), array.shapeText().replaceFirst("^\\d+x", ""));
    if (series) {
      return choice.tell(
          "%s: taken for pictures of %dx%d numbers; if they are sequences of %d steps, their order in time is not used"
              .formatted(shape, array.size(1), array.size(2), array.size(1)));
    }
    String kind =
        switch (values) {
          case BYTES -> "pixels, whole numbers from 0 to 255 in another type";
          case SIGNED -> "pixels from -1 to 1";
          case AS_IS -> array.values().levels() > 0 ? "pixels" : "numbers";
        };
    return choice.tell(
        "an array of numpy, %s: %s%s"
            .formatted(shape, kind, labels.isPresent() ? ", with labels" : ""));
  }

  private static ArrayValues values(NumericArray array, boolean series) {
    if (array.rank() > 2 && !series) {
      return ArrayValues.guess(array);
    }
    boolean bytes =
        array.rank() == 2
            && array.size(1) >= LEAST_PIXELS
            && ArrayValues.guess(array) == ArrayValues.BYTES;
    return bytes ? ArrayValues.BYTES : ArrayValues.AS_IS;
  }
}
