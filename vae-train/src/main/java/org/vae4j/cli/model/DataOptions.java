package org.vae4j.cli.model;

import java.nio.file.Path;
import org.vae4j.data.DataPlace;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Option;

/** Where the data of a run lie, if they have moved, or others in their place. */
public final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "the run's data, if they have moved, or others of the same shape: a file; of several files,"
              + " or of a data set by name, the folder that they are in")
  private Path data;

  @Option(names = "--data-dir", paramLabel = "DIR", hidden = true)
  private Path dataDir;

  @Option(
      names = "--train-images",
      paramLabel = "FILE",
      description = "as in train, and the next four: data in several files that have moved")
  private Path trainImages;

  @Option(names = "--train-labels", paramLabel = "FILE", description = "of idx and npy")
  private Path trainLabels;

  @Option(names = "--test-images", paramLabel = "FILE", description = "the test file")
  private Path testImages;

  @Option(names = "--test-labels", paramLabel = "FILE", description = "of idx and npy")
  private Path testLabels;

  @Option(names = "--schema", paramLabel = "FILE", description = "the schema (csv)")
  private Path schema;

  /** The run, with its data there. */
  public RunFolder of(RunFolder run) {
    return run.withData(
        new DataPlace(
            absolute(data), dataDir, trainImages, trainLabels, testImages, testLabels, schema));
  }

  static Path absolute(Path path) {
    return path == null ? null : path.toAbsolutePath().normalize();
  }
}
