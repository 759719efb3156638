package org.vae4j.datasets.download;

/** Is told how a download goes, from the thread that waits for it. */
@FunctionalInterface
public interface DownloadListener {

  /** Hears nothing. */
  DownloadListener NONE = (file, doneBytes, totalBytes) -> {};

  /** What {@code totalBytes} is when the mirror does not say. */
  long UNKNOWN = -1;

  /**
   * Bytes have arrived. A file starts with 0 bytes done, again for each mirror that is tried.
   *
   * @param file the name of the file
   * @param doneBytes how many have arrived so far
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
