package org.vae4j.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run, one folder of them: {@code epoch-0001.zip}, {@code
 * epoch-0002-step-000120.zip}, …, the file {@code latest}, which holds the name of the newest, and
 * {@code best.zip}, a second name of the best. Each zip is one that DL4J's {@code
 * ModelSerializer.restoreComputationGraph} opens.
 *
 * <p>Whenever the program or the machine stops, all that lies there under these names is whole. One
 * writer at a time.
 *
 * @param folder where they lie
 * @param retention which stay
 */
public record Checkpoints(Path folder, Retention retention) {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String LATEST = "latest";
  private static final String BEST = "best.zip";

  /** Every epoch's end stays. */
  public Checkpoints(Path folder) {
    this(folder, Retention.ALL);
  }

  /**
   * Writes a checkpoint; then, if it is the best, points {@code best.zip} to it; then {@code
   * latest}, which makes it count; and deletes what the {@link Retention} does not keep last of
   * all.
   *
   * @param position by which it is named
   * @param best whether it is the best so far
   * @return the file
   * @throws java.nio.file.FileSystemException if it cannot be written, for want of space say; it
   *     names the file, and the checkpoints before it are whole
   */
  public Path save(Checkpoint checkpoint, Position position, boolean best) throws IOException {
    WholeFile.createFolder(folder);
    WholeFile.deleteUnfinished(folder);
    Path file = folder.resolve(position.fileName());
    checkpoint.write(file);
    if (best) {
      WholeFile.alias(file, folder.resolve(BEST));
    }
    byte[] name = (position.fileName() + "\n").getBytes(StandardCharsets.UTF_8);
    WholeFile.write(folder.resolve(LATEST), out -> out.write(name));
    for (Position superseded : retention.superseded(positions(), position)) {
      Files.deleteIfExists(folder.resolve(superseded.fileName()));
    }
    return file;
  }

  /**
   * The checkpoint that {@code latest} names. One that its writer had not come to name there is
   * none yet: a run that goes on from the one before writes it again. Where {@code latest} itself
   * is missing (its writer was stopped before the first time, or it was lost), the newest by name,
   * and {@code best.zip} if there is no other. Empty if there is no checkpoint at all.
   *
   * @throws BadCheckpointException if {@code latest} names no checkpoint of the folder
   */
  public Optional<Path> latest() throws IOException {
    Path pointer = folder.resolve(LATEST);
    if (!Files.exists(pointer)) {
      TreeSet<Position> all = positions();
      return all.isEmpty() ? best() : Optional.of(folder.resolve(all.last().fileName()));
    }
    String name = new String(Files.readAllBytes(pointer), StandardCharsets.UTF_8).strip();
    // A name and nothing else: what the file says cannot lead out of the folder.
    Path named = Position.parse(name).map(Position::fileName).map(folder::resolve).orElse(null);
    if (named == null || !Files.exists(named)) {
      throw BadCheckpointException.of(
          folder, LATEST, "the name of a checkpoint in this folder", "'" + name + "'");
    }
    return Optional.of(named);
  }

  /** Whether nothing says that there has ever been a checkpoint. */
  public boolean isEmpty() throws IOException {
    return !Files.exists(folder.resolve(LATEST)) && positions().isEmpty() && best().isEmpty();
  }

  /** The best checkpoint, if one has been called that. */
  public Optional<Path> best() {
    return Optional.of(folder.resolve(BEST)).filter(Files::exists);
  }

  /** All of them, the oldest first, and {@code best.zip} last. */
  public List<Path> files() throws IOException {
    Stream<Path> named = positions().stream().map(position -> folder.resolve(position.fileName()));
    return Stream.concat(named, best().stream()).toList();
  }

  /**
   * The newest checkpoint whose digests are all right, if there is one, {@code latest} where that
   * is whole. Those passed over are logged with what is wrong with them; {@code best.zip} is tried
   * after all others.
   */
  public Optional<Path> newestWhole() throws IOException {
    CheckpointReader reader = CheckpointReader.standard();
    Stream<Path> newestFirst =
        named().descendingSet().stream().map(position -> folder.resolve(position.fileName()));
    for (Path file : Stream.concat(newestFirst, best().stream()).toList()) {
      try {
        reader.inspect(file);
        return Optional.of(file);
      } catch (BadCheckpointException e) {
        LOG.warn("passed over: {}", e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** The checkpoints up to {@code latest}, or all where that names none. */
  private NavigableSet<Position> named() throws IOException {
    try {
      Optional<Position> newest =
          latest().flatMap(file -> Position.parse(file.getFileName().toString()));
      if (newest.isPresent()) {
        return positions().headSet(newest.get(), true);
      }
    } catch (BadCheckpointException e) {
      LOG.warn("passed over: {}", e.getMessage());
    }
    return positions();
  }

  private TreeSet<Position> positions() throws IOException {
    TreeSet<Position> positions = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> Position.parse(file.getFileName().toString()))
            .flatMap(Optional::stream)
            .forEach(positions::add);
      }
    }
    return positions;
  }
}
