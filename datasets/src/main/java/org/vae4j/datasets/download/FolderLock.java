package org.vae4j.datasets.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Leave to write into a folder, held by one download on this machine at a time. The system frees it
 * when the process ends, however it ends; the empty file that it is held on stays.
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
    try (FileChannel processes =
        FileChannel.open(
            folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      processes.lock();
      return task.run();
    } catch (FileLockInterruptionException e) {
      throw interrupted(e);
    } finally {
      threads.unlock();
    }
  }

  private static InterruptedIOException interrupted(Exception e) {
    InterruptedIOException interrupted = new InterruptedIOException("the download was interrupted");
    interrupted.initCause(e);
    return interrupted;
  }
}
