package org.vae4j.datasets.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.faults.BadDataException;

/**
 * The folders of the classes that a folder of images has, none if its images lie in itself.
 *
 * @param all what lies in the folder
 * @param names of the classes, in order
 * @param entries of each class
 */
record ClassFolders(FolderEntries all, List<String> names, List<FolderEntries> entries) {
  /**
   * Looks into a folder.
   *
   * @throws BadDataException if it holds no image, or images beside folders, or the folder of a
   *     class holds another one, or what is no image alone
   */
  static ClassFolders of(Path folder) throws IOException {
    FolderEntries all = FolderEntries.of(folder);
    if (all.folders().isEmpty()) {
      all.requireFiles();
      return new ClassFolders(all, List.of(), List.of());
    }
    all.requireNoFiles();
    Map<String, Path> classes = all.foldersByName();
    List<String> names = ClassNames.of(classes.keySet());
    List<FolderEntries> entries = new ArrayList<>();
    for (String name : names) {
      FolderEntries ofClass = FolderEntries.of(classes.get(name));
      ofClass.requireNoFolders();
      if (!ofClass.strays().isEmpty()) {
        ofClass.requireFiles(); // an empty folder will do: a class without examples
      }
      entries.add(ofClass);
    }
    if (entries.stream().allMatch(ofClass -> ofClass.files().isEmpty())) {
      throw BadDataException.of(folder, "images", "empty folders alone, such as " + names.get(0));
    }
    return new ClassFolders(all, names, entries);
  }

  /** Every image, those of a class after those of the class before. */
  List<Path> images() {
    return Stream.concat(Stream.of(all), entries.stream())
        .flatMap(part -> part.files().stream())
        .toList();
  }

  /** Counts in one line what was left out. */
  void tellStrays() {
    all.with(entries).tellStrays();
  }
}
