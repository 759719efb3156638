package org.vae4j.datasets.mnist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.download.DownloadException;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.datasets.download.Downloader;
import org.vae4j.datasets.download.RemoteFile;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.faults.MissingDataException;
import org.vae4j.datasets.idx.IdxImages;

/**
 * Gets a data set of four IDX files from where it is.
 *
 * <p>The files, plain or gzipped, are looked for in the folder that the caller names; without one,
 * in the folder of {@link DataFolders#chosen}; then in the cache, into which they are downloaded
 * when they are not there. A folder may hold them itself or in a sub-folder with the name of the
 * set. Many sets have files of the same names: a folder of {@link DataFolders#chosen} is taken for
 * a set, other than in a sub-folder, only if the labels to train on are those of the set. What the
 * user put somewhere is checked for its format; what is in the cache must be the original to the
 * bit, or it is fetched again.
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
   * Where a set is, if it can be loaded without a download: the folder that has its files, of which
   * the labels to train on may be read.
   *
   * @param dataFolder the only folder to look in, if the user named one
   * @throws BadDataException if the folder that the user named does not exist
   * @throws IOException if they cannot be read
   */
  public Optional<Path> find(MnistLike set, Optional<Path> dataFolder) throws IOException {
    dataFolder.ifPresent(folder -> requireFolder(folder, folder.toString()));
    List<Path> folders = dataFolder.map(List::of).orElseGet(() -> chosenAndCache().toList());
    for (Path folder : folders) {
      Optional<Path> place = recognised(folder, set);
      if (place.isPresent()) {
        return place;
      }
    }
    return Optional.empty();
  }

  private Stream<Path> chosenAndCache() {
    return Stream.concat(folders.chosen().stream(), Stream.of(folders.cache()));
  }

  private static Optional<Path> recognised(Path folder, MnistLike set) throws IOException {
    Path own = folder.resolve(set.name());
    if (missing(own, set).isEmpty()) {
      return Optional.of(own);
    }
    boolean isSet =
        missing(folder, set).isEmpty()
            && set.trainLabels().isContentOf(require(folder, set.trainLabels()));
    return isSet ? Optional.of(folder) : Optional.empty();
  }

  /**
   * Makes a set loadable without a network.
   *
   * @param dataFolder where to look for it, and to put it in a sub-folder with its name if it is
   *     not there; without one, where {@link #load} looks, and the cache
   * @param listener is told of a download's progress
   * @return the folder that has its files
   * @throws MissingDataException if no mirror has them
   * @throws IOException if the folder cannot be written to
   */
  public Path fetch(MnistLike set, Optional<Path> dataFolder, DownloadListener listener)
      throws IOException {
    if (dataFolder.isEmpty() && folders.chosen().isPresent()) {
      Path folder = folders.chosen().get();
      Optional<Path> chosen =
          recognised(requireFolder(folder, DataFolders.VARIABLE + "=" + folder), set);
      if (chosen.isPresent()) {
        return chosen.get();
      }
    }
    if (dataFolder.isPresent()) {
      if (Files.exists(dataFolder.get())) {
        requireFolder(dataFolder.get(), dataFolder.get().toString());
      }
      Optional<Path> found = recognised(dataFolder.get(), set);
      if (found.isPresent() && !found.get().endsWith(set.name())) {
        return found.get();
      }
    }
    Path place = dataFolder.orElse(folders.cache()).resolve(set.name());
    complete(place, set, listener);
    return place;
  }

  /**
   * Loads a set.
   *
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
      Optional<Path> found = recognised(folder, set);
      if (found.isPresent()) {
        return read(set, found.get());
      }
    }
    Path cache = folders.cache().resolve(set.name());
    complete(cache, set, listener);
    return read(set, cache);
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
    return Stream.of(file.name(), file.storedName())
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

  private void complete(Path place, MnistLike set, DownloadListener listener) throws IOException {
    List<RemoteFile> lacking = new ArrayList<>();
    for (RemoteFile file : set.files().toList()) {
      if (!isGood(place, file)) {
        lacking.add(file);
      }
    }
    if (lacking.isEmpty()) {
      return;
    }
    Downloader downloader = new Downloader(set.mirrors(), patience);
    try {
      if (set.archive().isPresent()) {
        downloader.fetch(set.archive().get(), lacking, place, listener);
      } else {
        for (RemoteFile file : lacking) {
          downloader.fetch(file, place, listener);
        }
      }
    } catch (DownloadException e) {
      throw unreachable(set, place, e);
    }
    for (RemoteFile file : lacking) {
      // A damaged one that is not packed would be found before the one that was fetched.
      Files.deleteIfExists(place.resolve(file.name()));
    }
  }

  private static boolean isGood(Path place, RemoteFile file) throws IOException {
    Optional<Path> here = locate(place, file);
    if (here.isEmpty() || file.isContentOf(here.get())) {
      return here.isPresent();
    }
    log.warn("{} has a wrong checksum: to be downloaded again", here.get());
    return false;
  }

  private static MissingDataException unreachable(
      MnistLike set, Path place, DownloadException cause) {
    String names = set.files().map(RemoteFile::storedName).collect(Collectors.joining(", "));
    return new MissingDataException(
        set.name()
            + " is not here and could not be downloaded ("
            + cause.getMessage()
            + "): put "
            + names
            + " into "
            + place
            + set.archive().map(archive -> " (they are in " + archive.name() + ")").orElse("")
            + ", or name a folder that has them with --data-dir or "
            + DataFolders.VARIABLE,
        cause);
  }

  private static DatasetSplits read(MnistLike set, Path place) throws IOException {
    return DatasetSplits.of(
        read(set, require(place, set.trainImages()), require(place, set.trainLabels())),
        read(set, require(place, set.testImages()), require(place, set.testLabels())));
  }

  private static Dataset read(MnistLike set, Path images, Path labels) throws IOException {
    Dataset dataset = IdxImages.read(set.name(), images, labels, set.classNames());
    if (!dataset.shape().equals(set.shape())) {
      throw BadDataException.of(images, "images of " + set.shape(), dataset.shape());
    }
    return set.transposed() ? Transposition.of(dataset) : dataset;
  }
}
