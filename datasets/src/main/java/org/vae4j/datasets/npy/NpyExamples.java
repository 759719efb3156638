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
  private static final String NPZ = ".npz";
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
        name, x, labels.isPresent() ? Optional.of(array(labels.get(), LABELS)) : Optional.empty());
  }

  private static NumericArray array(Path place, List<String> names) throws IOException {
    String text = place.toString();
    int hash = text.lastIndexOf(NPZ + "#");
    if (hash >= 0 && !Files.exists(place)) {
      int end = hash + NPZ.length();
      return NpzFile.read(Path.of(text.substring(0, end)), text.substring(end + 1));
    }
    return text.endsWith(NPZ) ? NpzFile.readFirst(place, names) : NpyFile.read(place);
  }
}
