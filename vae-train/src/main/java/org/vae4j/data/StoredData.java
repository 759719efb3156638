package org.vae4j.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.datasets.registry.DatasetRequest;
import org.vae4j.datasets.registry.Datasets;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.Settings;

/** The examples that settings name, as they are stored: read once, cut into parts at will. */
public final class StoredData {
  private final Dataset train;
  private final Optional<Dataset> test;

  /**
   * @param train all examples, where test is not stored apart
   */
  StoredData(Dataset train, Optional<Dataset> test) {
    this.train = train;
    this.test = test;
  }

  /**
   * Reads them.
   *
   * @param downloads is told of a download's progress
   * @throws BadInputException if the settings do not fit the data
   * @throws org.vae4j.datasets.faults.BadDataException if the data is damaged or not to be had
   */
  public static StoredData read(Settings settings, DownloadListener downloads) throws IOException {
    DataSettings data = settings.data();
    Optional<FileFormat> format = FileFormat.named(data.dataset());
    if (format.isPresent()) {
      return FileData.read(format.get(), settings);
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
    DatasetSplits splits =
        sets.load(
            data.dataset(), new DatasetRequest(Optional.ofNullable(data.dataDir()), downloads));
    return new StoredData(splits.train(), Optional.of(splits.test()));
  }

  /** Which share of the examples to train on differ, about: by the hashes of their values. */
  public double distinctShare() {
    Set<Integer> hashes = new HashSet<>();
    for (int n = 0; n < train.size(); n++) {
      hashes.add(Arrays.hashCode(train.bytes(n)));
    }
    return (double) hashes.size() / train.size();
  }

  /** How many there are, in train and test. */
  public int size() {
    return train.size() + test.map(Dataset::size).orElse(0);
  }

  /**
   * The parts, before any preprocessing.
   *
   * @throws BadInputException if one of them would take all examples
   */
  public DatasetSplits parts(Settings settings) {
    return withoutLeftOut(whole(settings), settings);
  }

  /** Train and test of the run's classes. A test part that is not stored apart is random. */
  DatasetSplits whole(Settings settings) {
    DatasetSplits splits =
        test.map(part -> DatasetSplits.of(train, part)).orElseGet(() -> cut(settings));
    List<String> classes = settings.data().classes();
    return classes.isEmpty() ? splits : splits.ofClasses(classes);
  }

  private DatasetSplits cut(Settings settings) {
    int testSize = settings.files().testSize().of(train.size());
    if (testSize >= train.size()) {
      throw new BadInputException(
          "--test-size: expected fewer than the %d examples of %s, got %s"
              .formatted(train.size(), settings.data().trainImages(), settings.files().testSize()));
    }
    return DatasetSplits.ofWhole(
        train, testSize, settings.training().seed(), settings.files().copies());
  }

  /** Sets a validation part aside, of as many examples of train as are asked for. */
  static DatasetSplits withoutLeftOut(DatasetSplits whole, Settings settings) {
    DataSettings data = settings.data();
    DatasetSplits splits = data.limit() == null ? whole : whole.limitTrain(data.limit());
    if (data.validationSize().isNone()) {
      return splits;
    }
    int size = data.validationSize().of(splits.train().size());
    if (size >= splits.train().size()) {
      throw new BadInputException(
          "--validation-size: expected fewer than the %d examples of train, got %s"
              .formatted(splits.train().size(), data.validationSize()));
    }
    return splits.withValidation(size, settings.training().seed(), settings.files().copies());
  }
}
