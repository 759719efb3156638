package org.vae4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.datasets.faults.MissingDataException;
import org.vae4j.datasets.registry.DatasetRequest;
import org.vae4j.datasets.registry.Datasets;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.Settings;

/**
 * Another set than the run's, to be told from it: the test part of a data set, or a file of the
 * user's own.
 *
 * @param dataset a name that is registered, or what the file holds: idx, csv, images, npy, amat
 * @param dataDir where a registered set lies, or null
 * @param images the file, for images a folder; null of a registered set
 * @param labels its labels (idx, npy), or null
 */
public record ComparisonSet(String dataset, Path dataDir, Path images, Path labels) {
  private static final Datasets REGISTERED = Datasets.standard();

  /**
   * Another set.
   *
   * @throws BadInputException if there is no such set, or its files are not named as it needs
   */
  public ComparisonSet {
    Optional<FileFormat> format = FileFormat.named(dataset);
    if (format.isEmpty() && !REGISTERED.names().contains(dataset)) {
      throw new BadInputException(
          "--against: expected %s, or a file of one's own as %s, got '%s'"
              .formatted(
                  String.join(", ", REGISTERED.names()),
                  String.join(", ", FileFormat.names()),
                  dataset));
    }
    boolean hasLabelFiles = format.map(FileFormat::hasLabelFiles).orElse(false);
    require(dataset, format.isEmpty() || images != null, "--against-images FILE", "none");
    require(dataset, format.isPresent() || images == null, "no --against-images", images);
    require(dataset, format.isEmpty() || dataDir == null, "no --against-data-dir", dataDir);
    require(dataset, hasLabelFiles || labels == null, "no --against-labels", labels);
  }

  private static void require(String dataset, boolean condition, String expected, Object found) {
    if (!condition) {
      throw new BadInputException(
          "--against %s: expected %s, got %s".formatted(dataset, expected, found));
    }
  }

  /**
   * The set as the run's network sees it: read and prepared as the run's own test part is.
   *
   * @param own a part of the run's data
   * @throws BadInputException if it has another shape, or cannot be had
   * @throws org.vae4j.datasets.faults.BadDataException if a file is damaged or does not fit the
   *     run's
   */
  public Dataset load(Settings settings, Dataset own, DownloadListener downloads)
      throws IOException {
    return new Preparation(settings, FittedSteps.of(own))
        .applyTo(stored(settings, own, downloads), own.shape());
  }

  private Dataset stored(Settings settings, Dataset own, DownloadListener downloads)
      throws IOException {
    Optional<FileFormat> format = FileFormat.named(dataset);
    if (format.isPresent()) {
      Dataset other =
          FileData.read(format.get(), settings, images, Optional.ofNullable(labels), own.columns());
      if (format.equals(FileFormat.named(settings.data().dataset()))) {
        PreparedData.requireColumns(other, own.columns());
      }
      return seenAs(own.storedShape(), other);
    }
    try {
      return REGISTERED
          .named(dataset)
          .load(new DatasetRequest(Optional.ofNullable(dataDir), downloads))
          .test();
    } catch (MissingDataException e) {
      throw missing(e);
    }
  }

  /** A set tells of the option that says where the run's own data lie, which here is another. */
  static BadInputException missing(MissingDataException e) {
    return new BadInputException(e.getMessage().replace(" --data-dir ", " --against-data-dir "), e);
  }

  /** Rows of as many values as the run's images have are such images. */
  private static Dataset seenAs(ImageShape shape, Dataset part) {
    boolean rows = part.shape().equals(ImageShape.grey(1, part.features()));
    return rows && part.features() == shape.size() ? part.withShape(shape) : part;
  }
}
