package org.vae4j.run;

import java.io.IOException;
import java.util.Optional;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.datasets.registry.DatasetRequest;
import org.vae4j.datasets.registry.Datasets;

/** The data that settings ask for. */
public final class RunData {
  private RunData() {}

  /**
   * Train, validation and test as a run's network sees them.
   *
   * @param downloads is told of a download's progress
   * @throws BadInputException if the settings do not fit the data
   * @throws org.vae4j.datasets.BadDataException if the data is damaged, not to be had, or none that
   *     the likelihood can take
   */
  public static DatasetSplits load(Settings settings, DownloadListener downloads)
      throws IOException {
    DatasetSplits splits = new RunPreprocessing(settings).applyTo(stored(settings, downloads));
    LikelihoodDomain.require(settings, splits);
    return splits;
  }

  private static DatasetSplits stored(Settings settings, DownloadListener downloads)
      throws IOException {
    DataSettings data = settings.data();
    DatasetSplits splits = of(settings, downloads);
    if (!data.classes().isEmpty()) {
      splits = splits.ofClasses(data.classes());
    }
    if (data.limit() != null) {
      splits = splits.limitTrain(data.limit());
    }
    if (data.validationSize() == 0) {
      return splits;
    }
    if (data.validationSize() >= splits.train().size()) {
      throw new BadInputException(
          "--validation-size: expected fewer than the %d examples of train, got %d"
              .formatted(splits.train().size(), data.validationSize()));
    }
    return splits.withValidation(data.validationSize(), settings.training().seed());
  }

  /**
   * One part of a run's data by name, as its network sees it: what preprocessing learned from train
   * is taken from the run's newest checkpoint.
   *
   * @param split train, validation or test
   * @throws BadInputException if there is no such part
   */
  public static ImageDataset part(RunFolder folder, String split, DownloadListener downloads)
      throws IOException {
    Settings settings = folder.settings();
    FittedSteps fitted =
        RunPreprocessing.isFitted(settings) ? FittedSteps.of(folder) : FittedSteps.NONE;
    DatasetSplits splits =
        new RunPreprocessing(settings, fitted).applyTo(stored(settings, downloads));
    return switch (split) {
      case "train" -> splits.train();
      case "test" -> splits.test();
      case "validation" ->
          splits
              .validation()
              .orElseThrow(() -> new BadInputException("--split: this run has no validation part"));
      default ->
          throw new BadInputException(
              "--split: expected train, validation or test, got '%s'".formatted(split));
    };
  }

  /**
   * Refuses data that a model was not made for.
   *
   * @param shape of the images that the run was trained on
   * @throws BadInputException if the part has another
   */
  static void requireShape(ImageDataset part, ImageShape shape) {
    if (!part.shape().equals(shape)) {
      throw otherShape(part.name(), shape, part.shape());
    }
  }

  static BadInputException otherShape(String name, ImageShape expected, ImageShape found) {
    return new BadInputException(
        "%s: expected images of %s, which the run was trained on, found %s"
            .formatted(name, expected, found));
  }

  private static DatasetSplits of(Settings settings, DownloadListener downloads)
      throws IOException {
    DataSettings data = settings.data();
    Optional<FileFormat> format = FileFormat.named(data.dataset());
    if (format.isPresent()) {
      return FileData.load(format.get(), settings);
    }
    Datasets sets = Datasets.standard();
    if (!sets.names().contains(data.dataset())) {
      throw new BadInputException(
          "--dataset: expected %s, or files of one's own as %s, got '%s'"
              .formatted(
                  String.join(", ", sets.names()),
                  String.join(", ", FileFormat.names()),
                  data.dataset()));
    }
    FileData.requireNone(settings);
    if (data.dataDir() != null && data.dataset().equals("digits")) {
      throw new BadInputException(
          "--data-dir: expected with a data set of files, got --dataset digits, which is drawn");
    }
    return sets.load(
        data.dataset(), new DatasetRequest(Optional.ofNullable(data.dataDir()), downloads));
  }
}
