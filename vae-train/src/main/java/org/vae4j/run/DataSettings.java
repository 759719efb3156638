package org.vae4j.run;

import java.nio.file.Path;

/** Where x comes from. */
public record DataSettings(
    @Setting(
            value =
                "digits (drawn by the program), mnist or another of 'vae datasets', or files of your own: "
                    + "idx, csv, images, npy, amat",
            label = "NAME")
        String dataset,
    @Setting(value = "folder with the data set's files", label = "DIR") Path dataDir,
    @Setting(
            value = "file of your own, for images a folder; of an npz FILE.npz#ARRAY",
            label = "FILE")
        Path trainImages,
    @Setting(value = "its labels, optional (idx, npy)", label = "FILE") Path trainLabels,
    @Setting(value = "the same for testing; without it --test-size", label = "FILE")
        Path testImages,
    @Setting(value = "its labels, optional (idx, npy)", label = "FILE") Path testLabels,
    @Setting(value = "take the first N of train; test stays whole", label = "N") Integer limit,
    @Setting(value = "set N random examples of train aside", label = "N") int validationSize) {
  static final DataSettings DEFAULTS =
      new DataSettings("digits", null, null, null, null, null, null, 0);

  /** Files are kept by their absolute path: a run may be looked at from another folder. */
  public DataSettings {
    dataDir = absolute(dataDir);
    trainImages = absolute(trainImages);
    trainLabels = absolute(trainLabels);
    testImages = absolute(testImages);
    testLabels = absolute(testLabels);
    Ranges.require(limit == null || limit >= 1, "limit", "at least 1", limit);
    Ranges.require(validationSize >= 0, "validation-size", "at least 0", validationSize);
  }

  private static Path absolute(Path path) {
    return path == null ? null : path.toAbsolutePath().normalize();
  }
}
