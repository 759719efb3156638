package org.vae4j.cli.datasets;

import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.datasets.registry.DatasetRequest;
import picocli.CommandLine.Option;

/** Where the files of a data set are. */
final class DataDirOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "folder of data sets (default: what VAE4J_DATA names, then the cache in the home folder)")
  private Path folder;

  DatasetRequest request() {
    return new DatasetRequest(Optional.ofNullable(folder), DownloadListener.NONE);
  }
}
