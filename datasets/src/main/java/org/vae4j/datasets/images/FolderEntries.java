package org.vae4j.datasets.images;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.datasets.faults.BadDataException;

/**
 * What lies in a folder, each kind by name; hidden files are not looked at.
 *
 * @param folders in it
 * @param files in it, but for strays
 * @param strays what systems and people leave lying about
 */
record FolderEntries(Path folder, List<Path> folders, List<Path> files, List<Path> strays) {
  private static final Logger log = LoggerFactory.getLogger(FolderEntries.class);

  private static final char UNKNOWN = '\uFFFD';

  /** Names, in small letters, of what nobody takes for an image. */
  private static final Pattern STRAY =
      Pattern.compile(
          "thumbs\\.db|desktop\\.ini|icon\r|\\$recycle\\.bin|__macosx|.*~"
              + "|(readme|licen[cs]e|copying|notice|authors|changelog|citation)([._-].*)?"
              + "|.*\\.(txt|md|rst|html?|pdf|docx?|json|xml|ya?ml|csv|tsv|log|url|lnk|sha256|md5)");

  private static final int NAMED = 3;

  /** Folders whose strays have been told of: one that is read again is not told of again. */
  private static final Set<List<Path>> TOLD = ConcurrentHashMap.newKeySet();

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

  private List<Path> kind(Path entry, String name) {
    String small = name.toLowerCase(Locale.ROOT);
    boolean isFolder = Files.isDirectory(entry);
    boolean isStray =
        STRAY.matcher(small).matches() && (!isFolder || small.matches("\\$recycle\\.bin|__macosx"));
    return isStray ? strays : isFolder ? folders : files;
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
          files.get(0),
          "folders of classes alone, such as " + folders.get(0).getFileName(),
          "a file beside them");
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
    if (!strays.isEmpty() && TOLD.add(List.copyOf(strays))) {
      log.info(
          "{}: left out {} that {} no image: {}{}",
          folder,
          strays.size() == 1 ? "1 file" : strays.size() + " files",
          strays.size() == 1 ? "is" : "are",
          strays.stream()
              .limit(NAMED)
              .map(stray -> folder.relativize(stray).toString())
              .collect(Collectors.joining(", ")),
          strays.size() > NAMED ? ", …" : "");
    }
  }
}
