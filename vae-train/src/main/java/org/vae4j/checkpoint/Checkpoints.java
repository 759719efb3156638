package org.vae4j.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
   * Writes a checkpoint, then points {@code latest} to it and, if it is the best, {@code best.zip};
   * deletes what the {@link Retention} does not keep last of all.
   *
   * @param position by which it is named
   * @param best whether it is the best so far
   * @return the file
   * @throws java.nio.file.FileSystemException if it cannot be written, for want of space say; it
   *     names the file, and the checkpoints before it are whole
   */
  public Path save(Checkpoint checkpoint, Position position, boolean best) throws IOException {
    Files.createDirectories(folder);
    WholeFile.deleteUnfinished(folder);
    Path file = folder.resolve(position.fileName());
    checkpoint.write(file);
    byte[] name = (position.fileName() + "\n").getBytes(StandardCharsets.UTF_8);
    WholeFile.write(folder.resolve(LATEST), out -> out.write(name));
    if (best) {
      WholeFile.alias(file, folder.resolve(BEST));
    }
    for (Position superseded : retention.superseded(positions(), position)) {
      Files.deleteIfExists(folder.resolve(superseded.fileName()));
    }
    return file;
  }

  /**
   * The newest checkpoint, if there is one: the one that {@code latest} names or, where that is
   * missing, the last by position.
   */
  public Optional<Path> latest() throws IOException {
    Path pointer = folder.resolve(LATEST);
    if (Files.exists(pointer)) {
      // A name and nothing else: what the file says cannot lead out of the folder.
      Optional<Path> named =
          Position.parse(new String(Files.readAllBytes(pointer), StandardCharsets.UTF_8).strip())
              .map(position -> folder.resolve(position.fileName()))
              .filter(Files::exists);
      if (named.isPresent()) {
        return named;
      }
    }
    return newestFirst().stream().findFirst();
  }

  /** The best checkpoint, if one has been called that. */
  public Optional<Path> best() {
    return Optional.of(folder.resolve(BEST)).filter(Files::exists);
  }

  /**
   * The newest checkpoint whose digests are all right, if there is one. Those passed over are
   * logged with what is wrong with them; {@code best.zip} is tried after all others.
   */
  public Optional<Path> newestWhole() throws IOException {
    CheckpointReader reader = CheckpointReader.standard();
    for (Path file : Stream.concat(newestFirst().stream(), best().stream()).toList()) {
      try {
        reader.inspect(file);
        return Optional.of(file);
      } catch (BadCheckpointException e) {
        LOG.warn("passed over: {}", e.getMessage());
      }
    }
    return Optional.empty();
  }

  private List<Path> newestFirst() throws IOException {
    return positions().descendingSet().stream()
        .map(position -> folder.resolve(position.fileName()))
        .toList();
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
