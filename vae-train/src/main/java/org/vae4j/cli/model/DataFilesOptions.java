package org.vae4j.cli.model;

import java.nio.file.Path;
import org.vae4j.data.DataPlace;
import picocli.CommandLine.Option;

/** Where the data of a run lie now, if they are several files. */
public final class DataFilesOptions {
  @Option(names = "--data-dir", paramLabel = "DIR", hidden = true)
  private Path dataDir;

  @Option(
      names = "--train-images",
      paramLabel = "FILE",
      description = "where the run's training data lie now, if its data are several files")
  private Path trainImages;

  @Option(
      names = "--train-labels",
      paramLabel = "FILE",
      description = "where the labels of its training data lie now (idx, npy)")
  private Path trainLabels;

  @Option(
      names = "--test-images",
      paramLabel = "FILE",
      description = "where its test data lie now, if they are files of their own")
  private Path testImages;

  @Option(
      names = "--test-labels",
      paramLabel = "FILE",
      description = "where the labels of its test data lie now (idx, npy)")
  private Path testLabels;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "where the schema of its table lies now (csv)")
  private Path schema;

  /**
   * All of it.
   *
   * @param data the one file or folder that the data are, or null
   */
  public DataPlace with(Path data) {
    return new DataPlace(data, dataDir, trainImages, trainLabels, testImages, testLabels, schema);
  }
}
