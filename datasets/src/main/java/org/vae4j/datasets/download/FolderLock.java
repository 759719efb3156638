package org.vae4j.datasets.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Leave to write into a folder, held by one download on this machine at a time. The system frees it
 * when the process ends, however it ends. The file that it is held on is deleted afterwards, unless
 * the process was killed; whoever waited for that very file sees in it that it is gone, and takes
 * another.
 */
final class FolderLock {
  /** Starts with a dot: not for people to look at. */
  static final String NAME = ".vae4j-lock";

  /** The system's locks are between processes alone. */
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private FolderLock() {}

  /** What is done with the folder. */
  interface Task<T> {
    T run() throws IOException;
  }

  /** Waits until nobody else holds the folder, which must exist, and holds it during the task. */
  static <T> T holding(Path folder, Task<T> task) throws IOException {
    ReentrantLock threads =
        THREADS.computeIfAbsent(folder.toRealPath(), path -> new ReentrantLock());
    try {
      threads.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    try (FileChannel processes = lock(folder.resolve(NAME))) {
      try {
        return task.run();
      } finally {
        delete(folder.resolve(NAME), processes);
      }
    } catch (FileLockInterruptionException e) {
      throw interrupted(e);
    } finally {
      threads.unlock();
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        channel.lock();
        if (channel.size() == 0) {
          return channel;
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
  }

  /** Deletes the file, then marks what is left of it for those who have it open and wait for it. */
  private static void delete(Path file, FileChannel held) throws IOException {
    Files.deleteIfExists(file);
    held.write(ByteBuffer.wrap(new byte[1]));
  }

  private static InterruptedIOException interrupted(Exception e) {
    InterruptedIOException interrupted = new InterruptedIOException("the download was interrupted");
    interrupted.initCause(e);
    return interrupted;
  }
}
