package org.vae4j.datasets.registry;

import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.datasets.download.DownloadListener;

/**
 * How a data set is to be loaded.
 *
 * @param dataFolder the only folder to look in, if the user named one
 * @param listener is told of a download's progress
 */
public record DatasetRequest(Optional<Path> dataFolder, DownloadListener listener) {

  /** The request for a set wherever it is found, with nobody told of a download. */
  public static DatasetRequest standard() {
    return new DatasetRequest(Optional.empty(), DownloadListener.NONE);
  }

  /**
   * The same request for a folder.
   *
   * @param folder the only folder to look in
   */
  public DatasetRequest in(Path folder) {
    return new DatasetRequest(Optional.of(folder), listener);
  }

  /**
   * The same request with a listener.
   *
   * @param downloadListener is told of a download's progress
   */
  public DatasetRequest telling(DownloadListener downloadListener) {
    return new DatasetRequest(dataFolder, downloadListener);
  }
}
