package org.vae4j.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.vae4j.model.Vae;

/**
 * The checkpoints of a run: {@code epoch-0001.zip}, {@code epoch-0002.zip}, … and the file {@code
 * latest}, which holds the name of the newest. Each is a zip that DL4J's {@code
 * ModelSerializer.restoreComputationGraph} opens.
 *
 * @param folder where they lie
 */
public record Checkpoints(Path folder) {
  private static final String LATEST = "latest";

  /**
   * Writes the model as it is now, and then points {@code latest} to it. A reader sees the old
   * state or the new one, never half of it.
   *
   * @return the file
   */
  public Path save(Vae vae) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("epoch-%04d.zip".formatted(vae.net().getEpochCount()));
    writeWhole(file, vae::save);
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
