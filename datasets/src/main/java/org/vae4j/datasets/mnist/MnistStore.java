package org.vae4j.datasets.mnist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.MissingDataException;
import org.vae4j.datasets.download.DownloadException;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.datasets.download.Downloader;
import org.vae4j.datasets.download.RemoteFile;
import org.vae4j.datasets.idx.IdxImages;

/**
 * Gets a data set of four IDX files from where it is.
 *
 * <p>The files, plain or gzipped, are looked for in the folder that the caller names; without one,
 * in the folder of {@link DataFolders#chosen}; then in the cache, into which they are downloaded
 * when they are not there. A folder may hold them itself or in a sub-folder with the name of the
 * set. What the user put somewhere is checked for its format; what is in the cache must be the
 * original to the bit, or it is removed and fetched again.
 */
public final class MnistStore {
  private static final Logger log = LoggerFactory.getLogger(MnistStore.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DataFolders folders;
  private final Duration patience;

  /**
   * Makes a store over the folders of this machine.
   *
   * @param folders where to look
   */
  public MnistStore(DataFolders folders) {
    this(folders, PATIENCE);
  }

  /**
   * Makes a store that waits longer or shorter for a mirror.
   *
   * @param folders where to look
   * @param patience how long to wait for a connection, an answer, or the next bytes
   */
  public MnistStore(DataFolders folders, Duration patience) {
    this.folders = folders;
    this.patience = patience;
  }

  /**
   * Tells whether a set can be loaded without a download.
   *
   * @param set the set
   * @return true if its files are in the chosen folder or the cache; they are not read
   */
  public boolean has(MnistLike set) {
    return Stream.concat(folders.chosen().stream(), Stream.of(cache(set)))
        .flatMap(folder -> placesIn(folder, set))
        .anyMatch(place -> missing(place, set).isEmpty());
  }

  /**
   * Loads a set.
   *
   * @param set the set
   * @param dataFolder the only folder to look in, if the user named one
   * @param listener is told of a download's progress
   * @return its images and labels
   * @throws MissingDataException if files are not in the folder named, or neither here nor to be
   *     downloaded
   * @throws BadDataException if a folder named does not exist, or a file is damaged or does not fit
   *     the set
   * @throws IOException if reading fails, or the cache cannot be written to
   */
  public DatasetSplits load(MnistLike set, Optional<Path> dataFolder, DownloadListener listener)
      throws IOException {
    if (dataFolder.isPresent()) {
      Path folder = requireFolder(dataFolder.get(), dataFolder.get().toString());
      return read(set, findIn(folder, set).orElseThrow(() -> notIn(folder, set)));
    }
    if (folders.chosen().isPresent()) {
      Path folder = folders.chosen().get();
      requireFolder(folder, DataFolders.VARIABLE + "=" + folder);
      Optional<Path> found = findIn(folder, set);
      if (found.isPresent()) {
        return read(set, found.get());
      }
    }
    Path cache = cache(set);
    complete(cache, set, listener);
    return read(set, cache);
  }

  private Path cache(MnistLike set) {
    return folders.cache().resolve(set.name());
  }

  private static Path requireFolder(Path folder, String source) {
    if (!Files.isDirectory(folder)) {
      throw BadDataException.of(source, "a folder", Files.exists(folder) ? "a file" : "none");
    }
    return folder;
  }

  private static Stream<Path> placesIn(Path folder, MnistLike set) {
    return Stream.of(folder.resolve(set.name()), folder);
  }

  /** The place that has all files; empty if no place has any. */
  private static Optional<Path> findIn(Path folder, MnistLike set) {
    for (Path place : placesIn(folder, set).toList()) {
      List<String> missing = missing(place, set);
      if (missing.isEmpty()) {
        return Optional.of(place);
      }
      if (missing.size() < set.files().count()) {
        throw notThere(place, missing, set);
      }
    }
    return Optional.empty();
  }

  private static List<String> missing(Path place, MnistLike set) {
    return set.files().filter(file -> locate(place, file).isEmpty()).map(RemoteFile::name).toList();
  }

  private static Optional<Path> locate(Path place, RemoteFile file) {
    return Stream.of(file.name(), file.packedName())
        .map(place::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Path require(Path place, RemoteFile file) {
    return locate(place, file)
        .orElseThrow(() -> new MissingDataException(file.name() + " has vanished from " + place));
  }

  private static MissingDataException notIn(Path folder, MnistLike set) {
    return notThere(folder, set.files().map(RemoteFile::name).toList(), set);
  }

  private static MissingDataException notThere(Path place, List<String> names, MnistLike set) {
    return new MissingDataException(
        place
            + ": expected the files of "
            + set.name()
            + ", plain or with .gz, found no "
            + String.join(", ", names));
  }

  private void complete(Path cache, MnistLike set, DownloadListener listener) throws IOException {
    Downloader downloader = new Downloader(set.mirrors(), patience);
    for (RemoteFile file : set.files().toList()) {
      if (!isGood(cache, file)) {
        fetch(downloader, file, cache, set, listener);
      }
    }
  }

  private static boolean isGood(Path cache, RemoteFile file) throws IOException {
    Optional<Path> cached = locate(cache, file);
    if (cached.isEmpty()) {
      return false;
    }
    if (file.isContentOf(cached.get())) {
      return true;
    }
    log.warn("{} has a wrong checksum: removed, to be downloaded again", cached.get());
    Files.delete(cached.get());
    return false;
  }

  private static void fetch(
      Downloader downloader, RemoteFile file, Path cache, MnistLike set, DownloadListener listener)
      throws IOException {
    try {
      downloader.fetch(file, cache, listener);
    } catch (DownloadException e) {
      String names = set.files().map(RemoteFile::packedName).collect(Collectors.joining(", "));
      throw new MissingDataException(
          set.name()
              + " is not here and could not be downloaded ("
              + e.getMessage()
              + "): put "
              + names
              + " into "
              + cache
              + ", or name a folder that has them with --data-dir or "
              + DataFolders.VARIABLE,
          e);
    }
  }

  private static DatasetSplits read(MnistLike set, Path place) throws IOException {
    return DatasetSplits.of(
        read(set, require(place, set.trainImages()), require(place, set.trainLabels())),
        read(set, require(place, set.testImages()), require(place, set.testLabels())));
  }

  private static ImageDataset read(MnistLike set, Path images, Path labels) throws IOException {
    ImageDataset dataset = IdxImages.read(set.name(), images, labels, set.classNames());
    if (!dataset.shape().equals(set.shape())) {
      throw BadDataException.of(images, "images of " + set.shape(), dataset.shape());
    }
    return dataset;
  }
}
