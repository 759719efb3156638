package org.vae4j.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there as a whole or as it was before, whenever the program or the machine stops:
 * written beside its place, forced to the disk, moved there in one step, and the folder forced too.
 * Links stay, and what they lead to is replaced; pipes and devices are written to as they are.
 */
public final class WholeFile {
  private static final String PREFIX = ".";
  private static final String SUFFIX = ".unfinished";

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

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
   * @throws BadTargetException as {@link #requirePlace}
   * @throws FileSystemException if it cannot be written, for want of space say: it names the file,
   *     and what lay there still does
   */
  public static void write(Path file, Content content) throws IOException {
    requirePlace(file);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      stream(file, content);
    } else {
      replace(file, linked(file), content);
    }
  }

  /**
   * Refuses a place where no file can be, before the work for it is done.
   *
   * @throws BadTargetException if it is a folder, or the folder that would hold it is none
   */
  public static void requirePlace(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new BadTargetException(file, "a file to write", "a folder");
    }
    Path folder = linked(file).toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new BadTargetException(
          file, "a folder to write it in", Files.exists(folder) ? "a file" : "none");
    }
  }

  /**
   * Makes a folder, and those above it that are not there. Each lasts: the folder that holds it is
   * forced to the disk.
   */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    createFolder(parent);
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) { // by another process just now, or a file
        throw e;
      }
    }
    force(parent);
  }

  /** What a file stands for, which may not be there yet: what it links to, if it is a link. */
  private static Path linked(Path file) throws IOException {
    Path target = file;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  /** A pipe or a device takes what comes, and stays what it is. */
  private static void stream(Path file, Content content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      content.writeTo(out);
    }
  }

  /**
   * @param named what messages call the file
   */
  private static void replace(Path named, Path file, Content content) throws IOException {
    Path unfinished = unfinished(file);
    try {
      FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      try {
        try (channel) {
          content.writeTo(Channels.newOutputStream(channel));
          channel.force(true);
        }
        moveIntoPlace(unfinished, file);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (AccessDeniedException e) {
      throw unfinished.toString().equals(e.getFile())
          ? refused(new AccessDeniedException(named.toString()), e)
          : e;
    } catch (FileSystemException e) {
      throw unfinished.toString().equals(e.getFile())
          ? refused(unwritten(named, e.getReason()), e)
          : e; // names a file that somebody knows
    } catch (IOException e) {
      throw refused(unwritten(named, e.getMessage()), e);
    }
  }

  private static FileSystemException unwritten(Path file, String found) {
    return new FileSystemException(
        file.toString(),
        null,
        "expected to write it, found: %s (what was there before is whole)".formatted(found));
  }

  private static FileSystemException refused(FileSystemException refusal, IOException cause) {
    refusal.initCause(cause);
    return refusal;
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
