package org.vae4j.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.Settings;

/** The data that settings ask for, as a network sees them. */
public final class PreparedData {
  private static final Logger LOG = LoggerFactory.getLogger(PreparedData.class);

  private PreparedData() {}

  /**
   * Train, validation and test as a run's network sees them.
   *
   * @param downloads is told of a download's progress
   * @throws BadInputException if the settings do not fit the data
   * @throws org.vae4j.datasets.faults.BadDataException if the data is damaged, not to be had, or
   *     none that the likelihood can take
   */
  public static DatasetSplits load(Settings settings, DownloadListener downloads)
      throws IOException {
    return of(StoredData.read(settings, downloads), settings);
  }

  /**
   * The same of data that have been read.
   *
   * @param data as the settings name them
   * @throws BadInputException if the settings do not fit the data
   * @throws org.vae4j.datasets.faults.BadDataException if the likelihood cannot take a value
   */
  public static DatasetSplits of(StoredData data, Settings settings) {
    DatasetSplits whole = data.whole(settings);
    DatasetSplits stored = StoredData.withoutLeftOut(whole, settings);
    if (settings.data().limit() != null && whole.train().hasLabels()) {
      warnOfLostClasses(settings.data().limit(), whole.train());
    }
    DatasetSplits splits = new Preparation(settings).applyTo(stored);
    LikelihoodDomain.require(settings, splits);
    return splits;
  }

  /** Files sorted by class are common, and a folder of classes is read class by class. */
  private static void warnOfLostClasses(int limit, Dataset train) {
    long all = classes(train);
    long taken = classes(train.take(limit));
    if (taken < all) {
      LOG.warn(
          "--limit {}: the first examples of train have {} of its {} classes", limit, taken, all);
    }
  }

  private static long classes(Dataset part) {
    return Arrays.stream(part.labels()).distinct().count();
  }

  /**
   * The same for a run that has begun: what preprocessing learned then is taken, not learned anew.
   *
   * @param fitted what the run's checkpoint keeps
   */
  public static DatasetSplits load(
      Settings settings, FittedSteps fitted, DownloadListener downloads) throws IOException {
    return new Preparation(settings, fitted)
        .applyTo(StoredData.read(settings, downloads).parts(settings));
  }

  /**
   * Refuses a table of other columns.
   *
   * @param columns of a run's own; empty of what is no table, null if they are not known
   */
  public static void requireColumns(Dataset table, List<Column> columns) {
    if (columns == null || table.columns().equals(columns)) {
      return;
    }
    List<String> expected = columns.stream().map(Column::name).toList();
    List<String> found = table.columns().stream().map(Column::name).toList();
    throw new BadInputException(
        "%s: expected the columns that the run was trained on, %s, found %s"
            .formatted(
                table.name(),
                ClassNames.shown(expected),
                found.equals(expected)
                    ? "other categories of some"
                    : "%s".formatted(ClassNames.shown(found))));
  }

  /** Whether examples can be drawn: images of 1 or 3 channels, not the rows of a table. */
  public static boolean areImages(Dataset part, Settings settings) {
    return (part.shape().channels() == 1 || part.shape().channels() == 3)
        && (part.hasPixels() || saidToBeImages(part.shape(), settings));
  }

  /** Whether settings alone tell that a row of that shape is an image. */
  public static boolean saidToBeImages(ImageShape shape, Settings settings) {
    return shape.height() > 1 || settings.files().imageSize() != null;
  }

  /**
   * Refuses data that a model was not made for.
   *
   * @param shape of the images that the run was trained on
   * @throws BadInputException if the part has another
   */
  public static void requireShape(Dataset part, ImageShape shape) {
    if (!part.shape().equals(shape)) {
      throw otherShape(part.name(), shape, part.shape());
    }
  }

  static BadInputException otherShape(String name, ImageShape expected, ImageShape found) {
    return new BadInputException(
        "%s: expected images of %s, which the run was trained on, found %s"
            .formatted(name, expected, found));
  }
}
