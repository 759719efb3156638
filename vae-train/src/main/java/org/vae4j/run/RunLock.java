package org.vae4j.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.refusal.BadInputException;

/**
 * The right to write into a run's folder, which one process has at a time. It is the operating
 * system's lock on the file {@code .lock} there: however the process ends, the lock is gone. (The
 * file stays; to delete it would open a gap for two.)
 */
public final class RunLock implements AutoCloseable {
  static final String FILE = ".lock";

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock without waiting; the folder is made if it is not there.
   *
   * @throws BadInputException if another process has it
   */
  public static RunLock take(Path folder) throws IOException {
    WholeFile.createFolder(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isOurs(channel, folder)) {
      channel.close();
      throw new BadInputException(
          folder
              + ": expected a run that no other process is writing, found one that is being"
              + " written");
    }
    return new RunLock(channel);
  }

  private static boolean isOurs(FileChannel channel, Path folder) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process
    } catch (IOException e) {
      // Some network file systems: to refuse every run there would be worse.
      LOG.warn("{}: no locks here, so nothing keeps a second process away", folder, e);
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
