package org.vae4j.datasets.images;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.datasets.faults.BadDataException;

/**
 * What lies in a folder, each kind by name; hidden files are not looked at.
 *
 * <p>A file is an image if its name ends as that of a picture does, whatever is in it, so that a
 * damaged one is not lost in silence; or if it begins as an image does. All else is a stray.
 *
 * @param folders in it
 * @param files the images in it
 * @param strays what systems and people leave lying about
 */
record FolderEntries(Path folder, List<Path> folders, List<Path> files, List<Path> strays) {
  private static final Logger log = LoggerFactory.getLogger(FolderEntries.class);

  private static final char UNKNOWN = '\uFFFD';

  /** In small letters; of pictures in other formats too: they are refused, not overlooked. */
  private static final Pattern PICTURE =
      Pattern.compile(".*\\.(png|jpe?g|jpe|jfif|bmp|gif|tiff?|webp|hei[cf]|avif)");

  /** In small letters: what a system, an archive or a program makes beside what it is given. */
  private static final Set<String> STRAY_FOLDERS =
      Set.of(
          "@eadir",
          "@tmp",
          "@recycle",
          "@recently-snapshot",
          "#recycle",
          "#snapshot",
          "$recycle.bin",
          "system volume information",
          "lost+found",
          "__macosx",
          "__pycache__");

  private static final int NAMED = 3;

  static FolderEntries of(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      throw BadDataException.of(
          folder,
          "a folder of images",
          Files.isDirectory(folder) ? "no permission" : Files.exists(folder) ? "a file" : "none");
    }
    FolderEntries entries =
        new FolderEntries(folder, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        String name = nameOf(entry);
        if (!name.startsWith(".")) {
          entries.kind(entry, name).add(entry);
        }
      }
    }
    Comparator<Path> byName = Comparator.comparing(FolderEntries::nameOf);
    entries.folders.sort(byName);
    entries.files.sort(byName);
    entries.strays.sort(byName);
    return entries;
  }

  private List<Path> kind(Path entry, String name) throws IOException {
    String small = name.toLowerCase(Locale.ROOT);
    if (Files.isDirectory(entry)) {
      return STRAY_FOLDERS.contains(small) ? strays : folders;
    }
    return isImage(entry, small) ? files : strays;
  }

  private static boolean isImage(Path file, String small) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return false; // a pipe or a device: to open it may take for ever
    }
    if (PICTURE.matcher(small).matches()) {
      return true;
    }
    if (small.endsWith("~")) {
      return false; // the copy that an editor keeps
    }
    try {
      return ImageFormat.of(file).isPresent();
    } catch (AccessDeniedException | NoSuchFileException e) {
      return true; // none can tell: whoever reads it says what is wrong
    }
  }

  /**
   * The same in every locale: a locale that lacks a letter of the name gives {@link #UNKNOWN} for
   * it, but the URI still holds the bytes of the name, which are UTF-8 as a rule.
   */
  private static String nameOf(Path path) {
    String name = path.getFileName().toString();
    if (name.indexOf(UNKNOWN) < 0) {
      return name;
    }
    String uri = path.toUri().getRawPath().replaceFirst("/$", "");
    String encoded = uri.substring(uri.lastIndexOf('/') + 1).replace("+", "%2B");
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  /** Paths as they were listed: not every name leads back from text to its folder. */
  Map<String, Path> foldersByName() {
    Map<String, Path> byName = new TreeMap<>();
    for (Path path : folders) {
      if (byName.put(nameOf(path), path) != null) {
        throw BadDataException.of(
            folder, "folders of classes whose names differ as text", "two '" + nameOf(path) + "'");
      }
    }
    return byName;
  }

  void requireNoFiles() {
    if (!files.isEmpty()) {
      throw BadDataException.of(
          folder,
          "images alone, or folders of classes alone",
          "the photo %s beside the folder %s"
              .formatted(nameOf(files.get(0)), nameOf(folders.get(0))));
    }
  }

  void requireFiles() {
    if (files.isEmpty()) {
      throw BadDataException.of(
          folder,
          "images",
          strays.isEmpty()
              ? "an empty folder"
              : "none (PNG, JPEG, BMP or GIF), but "
                  + count(strays)
                  + ": "
                  + named(folder, strays));
    }
  }

  void requireNoFolders() {
    if (!folders.isEmpty()) {
      throw BadDataException.of(folders.get(0), "an image", "a folder in a folder of a class");
    }
  }

  /** The same with the strays of other folders. */
  FolderEntries with(List<FolderEntries> others) {
    List<Path> all = new ArrayList<>(strays);
    others.forEach(other -> all.addAll(other.strays));
    return new FolderEntries(folder, folders, files, all);
  }

  /** Counts the strays in one line. */
  void tellStrays() {
    if (!strays.isEmpty()) {
      log.info(
          "{}: left out {} that {} no image: {}",
          folder,
          count(strays),
          strays.size() == 1 ? "is" : "are",
          named(folder, strays));
    }
  }

  private static String count(List<Path> paths) {
    long folders = paths.stream().filter(Files::isDirectory).count();
    return Stream.of(count(paths.size() - folders, "file"), count(folders, "folder"))
        .filter(told -> !told.isEmpty())
        .collect(Collectors.joining(" and "));
  }

  private static String count(long count, String what) {
    return count == 0 ? "" : count + " " + what + (count == 1 ? "" : "s");
  }

  /** The first of what lies in a folder. */
  static String named(Path folder, List<Path> paths) {
    return paths.stream()
            .limit(NAMED)
            .map(path -> folder.relativize(path).toString().strip())
            .collect(Collectors.joining(", "))
        + (paths.size() > NAMED ? ", …" : "");
  }
}
