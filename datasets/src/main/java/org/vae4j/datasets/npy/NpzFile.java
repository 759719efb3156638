package org.vae4j.datasets.npy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.vae4j.datasets.arrays.CountedContent;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.faults.BadDataException;

/** Reads one array of an npz file: a zip of npy files, compressed or not. */
public final class NpzFile {
  private static final String SUFFIX = ".npy";

  private NpzFile() {}

  /**
   * Reads an array.
   *
   * @param file an npz file
   * @throws BadDataException if the file is missing or damaged, has no such array, or the array is
   *     none that {@link NpyFile} reads
   * @throws IOException if reading fails
   */
  public static NumericArray read(Path file, String array) throws IOException {
    return read(file, List.of(array), false);
  }

  /**
   * Reads the array that has one of some names, or the only one.
   *
   * @param file an npz file
   * @param names the first that the file has is read
   * @throws BadDataException as for an array by name; also if there are several, of other names
   * @throws IOException if reading fails
   */
  public static NumericArray readFirst(Path file, List<String> names) throws IOException {
    return read(file, names, true);
  }

  /**
   * The names of the arrays.
   *
   * @param file an npz file
   * @throws BadDataException if the file is missing or damaged
   * @throws IOException if reading fails
   */
  static List<String> arrays(Path file) throws IOException {
    requireReadable(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return arrays(zip);
    } catch (ZipException e) {
      throw damaged(file, e);
    }
  }

  private static List<String> arrays(ZipFile zip) {
    return zip.stream()
        .filter(entry -> entry.getName().endsWith(SUFFIX))
        .map(NpzFile::nameOf)
        .sorted()
        .toList();
  }

  private static void requireReadable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw BadDataException.of(
          file,
          "a readable file",
          Files.isDirectory(file) ? "a folder" : Files.exists(file) ? "no permission" : "none");
    }
  }

  private static BadDataException damaged(Path file, IOException e) {
    return BadDataException.of(file, "a whole npz file (a zip)", "damage (" + e.getMessage() + ")");
  }

  private static NumericArray read(Path file, List<String> names, boolean orOnly)
      throws IOException {
    requireReadable(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = entry(file, zip, names, orOnly);
      String source = file + "#" + nameOf(entry);
      try (InputStream stored = zip.getInputStream(entry)) {
        CheckedInputStream checked = new CheckedInputStream(stored, new CRC32());
        NumericArray content =
            NpyFile.read(
                new CountedContent(source, checked), Math.min(entry.getSize(), Files.size(file)));
        if (checked.getChecksum().getValue() != entry.getCrc()) {
          throw BadDataException.of(source, "the checksum of the zip's directory", "another one");
        }
        return content;
      }
    } catch (ZipException | EOFException e) {
      throw damaged(file, e);
    }
  }

  private static ZipEntry entry(Path file, ZipFile zip, List<String> names, boolean orOnly) {
    for (String name : names) {
      ZipEntry entry = zip.getEntry(name + SUFFIX);
      if (entry != null) {
        return entry;
      }
    }
    List<? extends ZipEntry> all =
        zip.stream().filter(entry -> entry.getName().endsWith(SUFFIX)).toList();
    Optional<? extends ZipEntry> only =
        orOnly && all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    return only.orElseThrow(
        () ->
            BadDataException.of(
                file,
                "an array called " + String.join(" or ", names) + " (FILE.npz#NAME takes another)",
                arrays(zip)));
  }

  private static String nameOf(ZipEntry entry) {
    String name = entry.getName();
    return name.substring(0, name.length() - SUFFIX.length()).replaceAll("\\p{Cntrl}", "?");
  }
}
