package org.vae4j.datasets.npy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an array lies: in a file, and if that is an npz file perhaps under a name, {@code
 * FILE.npz#NAME}.
 *
 * @param file the file alone
 * @param array its name in there, if one is given
 */
public record ArrayPlace(Path file, Optional<String> array) {
  private static final String NPZ = ".npz";

  /** Takes a path apart. A file whose name has a # in it is itself. */
  public static ArrayPlace of(Path path) {
    String text = path.toString();
    int hash = text.lastIndexOf(NPZ + "#");
    if (hash < 0 || Files.exists(path)) {
      return new ArrayPlace(path, Optional.empty());
    }
    int end = hash + NPZ.length();
    return new ArrayPlace(Path.of(text.substring(0, end)), Optional.of(text.substring(end + 1)));
  }

  /** Whether the file may have several arrays. */
  public boolean isNpz() {
    return file.toString().endsWith(NPZ);
  }

  /** The array of the same name in another file. */
  public ArrayPlace in(Path other) {
    return new ArrayPlace(other, array);
  }

  /** As one path again. */
  public Path path() {
    return array.map(name -> Path.of(file + "#" + name)).orElse(file);
  }
}
