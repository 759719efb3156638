package org.vae4j.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there as a whole or as it was before, whenever the program or the machine stops:
 * written beside its place, forced to the disk, moved there in one step, and the folder forced too.
 */
public final class WholeFile {
  private static final String PREFIX = ".";
  private static final String SUFFIX = ".unfinished";

  private WholeFile() {}

  /** What a file is to hold. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes text.
   *
   * @throws FileSystemException as {@link #write(Path, Content)}
   */
  public static void write(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(file, out -> out.write(bytes));
  }

  /**
   * Writes what is given.
   *
   * @throws FileSystemException if it cannot be written, for want of space say: it names the file,
   *     and what lay there still does
   */
  public static void write(Path file, Content content) throws IOException {
    Path unfinished = unfinished(file);
    try {
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.writeTo(Channels.newOutputStream(channel));
        channel.force(true);
      }
      moveIntoPlace(unfinished, file);
    } catch (FileSystemException e) {
      throw e; // names a file already
    } catch (IOException e) {
      FileSystemException named =
          new FileSystemException(
              file.toString(),
              null,
              "expected to write it, found: %s (what was there before is whole)"
                  .formatted(e.getMessage()));
      named.initCause(e);
      throw named;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * A second name for a file: a hard link, or a copy where the file system has no links. The two
   * stay equal, since no file here is ever written in place.
   */
  static void alias(Path existing, Path file) throws IOException {
    Path unfinished = unfinished(file);
    try {
      Files.deleteIfExists(unfinished);
      Files.createLink(unfinished, existing);
      moveIntoPlace(unfinished, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      write(file, out -> Files.copy(existing, out));
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Whether a file is what a killed writer left. */
  public static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /** Deletes what a killed writer left in a folder. */
  static void deleteUnfinished(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(PREFIX + file.getFileName() + SUFFIX);
  }

  private static void moveIntoPlace(Path unfinished, Path file) throws IOException {
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(file.toAbsolutePath().getParent());
  }

  /** Makes a rename last. Windows does not open folders and needs no such thing. */
  private static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
