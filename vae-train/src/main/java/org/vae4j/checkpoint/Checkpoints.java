package org.vae4j.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.model.Vae;

/**
 * The checkpoints of a run: {@code epoch-0001.zip}, {@code epoch-0002.zip}, … and the file {@code
 * latest}, which holds the name of the newest. Each is a zip that DL4J's {@code
 * ModelSerializer.restoreComputationGraph} opens.
 *
 * @param folder where they lie
 */
public record Checkpoints(Path folder) {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String LATEST = "latest";
  private static final String STATE = "training.json";

  /**
   * Writes the model as it is now, and then points {@code latest} to it. A reader sees the old
   * state or the new one, never half of it.
   *
   * @return the file
   */
  public Path save(Vae vae) throws IOException {
    return save(vae, "epoch-%04d".formatted(vae.net().getEpochCount()), "{}");
  }

  /**
   * The same under a name of one's own, with the state of the training.
   *
   * @param state JSON
   */
  public Path save(Vae vae, String fileName, String state) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(fileName + ".zip");
    writeWhole(
        file,
        unfinished -> {
          vae.save(unfinished);
          try (FileSystem zip = FileSystems.newFileSystem(unfinished)) {
            Files.writeString(zip.getPath(STATE), state);
          }
        });
    byte[] name = (file.getFileName() + "\n").getBytes(StandardCharsets.UTF_8);
    writeWhole(folder.resolve(LATEST), unfinished -> Files.write(unfinished, name));
    return file;
  }

  /** The newest checkpoint, if there is one. */
  public Optional<Path> latest() throws IOException {
    Path pointer = folder.resolve(LATEST);
    return Files.exists(pointer)
        ? Optional.of(folder.resolve(Files.readString(pointer).strip()))
        : Optional.empty();
  }

  /**
   * A checkpoint brought back.
   *
   * @param state JSON
   */
  public record Saved(Vae vae, String state) {}

  /**
   * The newest checkpoint brought back, if there is one.
   *
   * @param fallback whether an older one will do where a newer one cannot be read
   */
  public Optional<Saved> newest(boolean fallback) throws IOException {
    Optional<Path> latest = latest();
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    if (!fallback) {
      return Optional.of(load(latest.get()));
    }
    for (Path file : newestFirst()) {
      try {
        return Optional.of(load(file));
      } catch (IOException | RuntimeException e) {
        LOG.warn("{} cannot be read: {}", file, e.getMessage());
      }
    }
    return Optional.empty();
  }

  private List<Path> newestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".zip"))
          .sorted(
              Comparator.comparing((Path file) -> file.toString().replace(".zip", "")).reversed())
          .toList();
    }
  }

  private static Saved load(Path file) throws IOException {
    Vae vae = Vae.load(file);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      return new Saved(vae, Files.readString(zip.getPath(STATE)));
    }
  }

  /** Written beside its place, forced to the disk, moved there in one step. */
  private static void writeWhole(Path file, Content content) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      content.writeTo(unfinished);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private interface Content {
    void writeTo(Path file) throws IOException;
  }
}
