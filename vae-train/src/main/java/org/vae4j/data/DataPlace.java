package org.vae4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.vae4j.datasets.npy.ArrayPlace;
import org.vae4j.datasets.npy.NpyExamples;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.FileSettings;
import org.vae4j.settings.Settings;

/**
 * Where the data of a run lie now, if elsewhere than its settings say; what is null stays.
 *
 * @param data what {@code --data} names: the folder of a registered set; of files of the user's own
 *     one of them, an npz file with all of them, or the folder that they are in
 * @param dataDir and the others: as {@link DataSettings} and {@link FileSettings} have them
 */
public record DataPlace(
    Path data,
    Path dataDir,
    Path trainImages,
    Path trainLabels,
    Path testImages,
    Path testLabels,
    Path schema) {
  /** What the one path names has a name and a folder, wherever the program was started. */
  public DataPlace {
    data = data == null ? null : data.toAbsolutePath().normalize();
  }

  /** Where the settings say. */
  public static final DataPlace AS_BEFORE = new DataPlace(null, null, null, null, null, null, null);

  /**
   * One file in the place of all that a run has.
   *
   * @param path the file
   * @param labels that are its own beyond doubt: named beside it, or in the same npz file or folder
   */
  public record OneFile(Path path, Optional<Path> labels) {}

  /** At one path. */
  public static DataPlace of(Path data) {
    return new DataPlace(data, null, null, null, null, null, null);
  }

  /** Whether anything is said. */
  public boolean isGiven() {
    return Stream.of(data, dataDir, trainImages, trainLabels, testImages, testLabels, schema)
        .anyMatch(Objects::nonNull);
  }

  /**
   * The one file that is given for a run of files of the user's own.
   *
   * @param settings of the run
   */
  public Optional<OneFile> file(Settings settings) throws IOException {
    DataSettings old = settings.data();
    if (data == null
        || FileFormat.named(old.dataset()).isEmpty()
        || testImages != null
        || together(old).isPresent()) {
      return Optional.empty();
    }
    if (arrayOf(data).isPresent()) {
      return Optional.of(new OneFile(data, Optional.ofNullable(trainLabels)));
    }
    if (isFolderOfFiles(old)) {
      UnaryOperator<Path> inFolder = inFolder(old);
      Optional<Path> labels = Optional.ofNullable(old.trainLabels()).map(inFolder);
      return Optional.of(new OneFile(inFolder.apply(old.trainImages()), own(labels)));
    }
    boolean oneNpz =
        isNpz(data)
            && old.trainLabels() != null
            && fileOf(old.trainLabels()).equals(fileOf(old.trainImages()));
    Optional<Path> labels = oneNpz ? Optional.of(inNpz(old.trainLabels())) : Optional.empty();
    return Optional.of(new OneFile(isNpz(data) ? inNpz(old.trainImages()) : data, own(labels)));
  }

  /** Labels that were named, or those that lie where they should, if they are there. */
  private Optional<Path> own(Optional<Path> beside) throws IOException {
    if (trainLabels != null) {
      return Optional.of(trainLabels);
    }
    return beside.isPresent() && NpyExamples.hasLabels(beside.get()) ? beside : Optional.empty();
  }

  /**
   * The settings, with the data there.
   *
   * @throws BadInputException if the run's data are no files
   */
  public Settings over(Settings settings) throws IOException {
    if (!isGiven()) {
      return settings;
    }
    DataSettings old = settings.data();
    if (old.dataset().equals("digits")) {
      throw new BadInputException(
          "--data: expected with a run of data in files, got one of digits, which are drawn");
    }
    if (FileFormat.named(old.dataset()).isEmpty()) {
      return settings.at(
          old.at(
              or(data, or(dataDir, old.dataDir())),
              or(trainImages, old.trainImages()),
              or(trainLabels, old.trainLabels()),
              or(testImages, old.testImages()),
              or(testLabels, old.testLabels())),
          settings.files());
    }
    Optional<OneFile> one = file(settings);
    UnaryOperator<Path> moved =
        data == null ? UnaryOperator.identity() : together(old).orElse(UnaryOperator.identity());
    boolean apart = one.isEmpty() && data != null && together(old).isEmpty();
    return settings.at(
        old.at(
            or(dataDir, old.dataDir()),
            one.map(OneFile::path)
                .orElse(apart ? data : or(trainImages, map(moved, old.trainImages()))),
            one.flatMap(OneFile::labels).orElse(or(trainLabels, map(moved, old.trainLabels()))),
            or(testImages, map(moved, old.testImages())),
            or(testLabels, map(moved, old.testLabels()))),
        settings.files().withSchema(or(schema, movedSchema(settings))));
  }

  /** A schema may lie apart from the data; it has moved with them if it is there. */
  private Path movedSchema(Settings settings) {
    Path old = settings.files().schema();
    if (old == null || data == null || !isFolderOfFiles(settings.data())) {
      return old;
    }
    Path folder = folderOf(settings.data());
    Path there = old.startsWith(folder) ? inFolder(settings.data()).apply(old) : old;
    return Files.exists(there) ? there : old;
  }

  /** Where each file of a run of several is now, if the one path stands for all of them. */
  private Optional<UnaryOperator<Path>> together(DataSettings old) {
    if (data == null || old.testImages() == null) {
      return Optional.empty();
    }
    if (isFolderOfFiles(old)) {
      return Optional.of(inFolder(old));
    }
    boolean oneNpz = files(old).map(DataPlace::fileOf).distinct().count() == 1;
    return isNpz(data) && arrayOf(data).isEmpty() && oneNpz
        ? Optional.of(this::inNpz)
        : Optional.empty();
  }

  /** Of images a folder is one part, unless it has the folders of both. */
  private boolean isFolderOfFiles(DataSettings old) {
    if (!Files.isDirectory(data)) {
      return false;
    }
    return !old.dataset().equals(FileFormat.IMAGES.label())
        || (old.testImages() != null && files(old).map(inFolder(old)).allMatch(Files::isDirectory));
  }

  private UnaryOperator<Path> inFolder(DataSettings old) {
    Path folder = folderOf(old);
    return path -> data.resolve(folder.relativize(path));
  }

  /** The folder that all files are in; they may be in folders in there. */
  private static Path folderOf(DataSettings old) {
    List<Path> folders = files(old).map(path -> fileOf(path).getParent()).toList();
    Path common = folders.get(0);
    while (!folders.stream().allMatch(startsWith(common))) {
      common = common.getParent();
    }
    return common;
  }

  private static Predicate<Path> startsWith(Path folder) {
    return path -> path.startsWith(folder);
  }

  private static Stream<Path> files(DataSettings old) {
    return Stream.of(old.trainImages(), old.trainLabels(), old.testImages(), old.testLabels())
        .filter(Objects::nonNull);
  }

  private Path inNpz(Path array) {
    return ArrayPlace.of(array).in(data).path();
  }

  private static boolean isNpz(Path path) {
    return ArrayPlace.of(path).isNpz();
  }

  private static Path fileOf(Path path) {
    return ArrayPlace.of(path).file();
  }

  private static Optional<String> arrayOf(Path path) {
    return ArrayPlace.of(path).array();
  }

  private static Path map(UnaryOperator<Path> move, Path path) {
    return path == null ? null : move.apply(path);
  }

  private static Path or(Path given, Path old) {
    return given == null ? old : given;
  }
}
