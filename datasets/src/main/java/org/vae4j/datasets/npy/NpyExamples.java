package org.vae4j.datasets.npy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.arrays.ArrayExamples;
import org.vae4j.datasets.arrays.NumericArray;

/**
 * Examples from npy and npz files. An array of an npz file is named {@code FILE.npz#NAME}; without
 * a name it is {@code x} for examples and {@code y} or {@code labels} for labels, or the only one.
 */
public final class NpyExamples {
  private static final List<String> EXAMPLES = List.of("x");
  private static final List<String> LABELS = List.of("y", "labels");

  private NpyExamples() {}

  /**
   * Reads examples.
   *
   * @param name what messages call the set
   * @param examples an npy file, or an npz file with or without the name of an array
   * @param labels the same for their labels
   * @throws org.vae4j.datasets.faults.BadDataException if a file or array is missing or damaged, or
   *     they do not fit together
   * @throws IOException if reading fails
   */
  public static Dataset read(String name, Path examples, Optional<Path> labels) throws IOException {
    return read(name, examples, labels, ArrayValues.AS_IS);
  }

  /**
   * The same of numbers that may be pixels.
   *
   * @throws org.vae4j.datasets.faults.BadDataException also if a number is no such pixel
   */
  public static Dataset read(String name, Path examples, Optional<Path> labels, ArrayValues values)
      throws IOException {
    NumericArray x = values.of(array(examples, EXAMPLES));
    return ArrayExamples.of(
        name, x, labels.isPresent() ? Optional.of(readLabels(labels.get())) : Optional.empty());
  }

  /**
   * Reads labels alone.
   *
   * @param labels as for {@link #read}
   * @throws org.vae4j.datasets.faults.BadDataException if the file or array is missing or damaged
   * @throws IOException if reading fails
   */
  public static NumericArray readLabels(Path labels) throws IOException {
    return array(labels, LABELS);
  }

  /**
   * Tells whether labels are there: the file, and in an npz file an array of the name that is
   * given, or of one that labels have.
   *
   * @param labels as for {@link #read}
   * @throws org.vae4j.datasets.faults.BadDataException if it is a damaged npz file
   * @throws IOException if reading fails
   */
  public static boolean hasLabels(Path labels) throws IOException {
    ArrayPlace place = ArrayPlace.of(labels);
    if (!place.isNpz() || !Files.exists(place.file())) {
      return Files.exists(place.file());
    }
    List<String> arrays = NpzFile.arrays(place.file());
    return place.array().map(List::of).orElse(LABELS).stream().anyMatch(arrays::contains);
  }

  private static NumericArray array(Path path, List<String> names) throws IOException {
    ArrayPlace place = ArrayPlace.of(path);
    if (place.array().isPresent()) {
      return NpzFile.read(place.file(), place.array().get());
    }
    return place.isNpz() ? NpzFile.readFirst(path, names) : NpyFile.read(path);
  }
}
