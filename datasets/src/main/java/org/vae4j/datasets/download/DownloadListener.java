package org.vae4j.datasets.download;

/** Is told how a download goes, from the thread that waits for it. */
@FunctionalInterface
public interface DownloadListener {

  /** Hears nothing. */
  DownloadListener NONE = (file, doneBytes, totalBytes) -> {};

  /** What {@code totalBytes} is when the mirror does not say. */
  long UNKNOWN = -1;

  /**
   * A mirror begins to send a file; again for each mirror that is tried.
   *
   * @param file the name of the file
   * @param doneBytes how many are here from an earlier try, 0 if it begins at its first byte
   * @param totalBytes how many there will be, or {@link #UNKNOWN}
   */
  default void started(String file, long doneBytes, long totalBytes) {}

  /**
   * Bytes have arrived.
   *
   * @param file the name of the file
   * @param doneBytes how many are here so far
   * @param totalBytes how many there will be, or {@link #UNKNOWN}
   */
  void arrived(String file, long doneBytes, long totalBytes);

  /**
   * A file is there in full and was checked.
   *
   * @param file the name of the file
   */
  default void finished(String file) {}
}
