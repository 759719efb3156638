package org.vae4j.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.FileSettings;
import org.vae4j.settings.Settings;

/**
 * Where the data of a run lie now, if elsewhere than its settings say; what is null stays.
 *
 * @param data what {@code --data} names: the folder of a registered set, or the file of a user's
 *     own
 * @param dataDir and the others: as {@link DataSettings} and {@link FileSettings} have them
 */
public record DataPlace(
    Path data,
    Path dataDir,
    Path trainImages,
    Path trainLabels,
    Path testImages,
    Path testLabels,
    Path schema) {
  /** Where the settings say. */
  public static final DataPlace AS_BEFORE = new DataPlace(null, null, null, null, null, null, null);

  /** Whether anything is said. */
  public boolean isGiven() {
    return Stream.of(data, dataDir, trainImages, trainLabels, testImages, testLabels, schema)
        .anyMatch(Objects::nonNull);
  }

  /** The one file that is given for a run of files of the user's own. */
  public Optional<Path> file(Settings settings) {
    return FileFormat.named(settings.data().dataset()).isPresent()
        ? Optional.ofNullable(data)
        : Optional.empty();
  }

  /**
   * The settings, with the data there.
   *
   * @throws BadInputException if the run's data are no files
   */
  public Settings over(Settings settings) {
    if (!isGiven()) {
      return settings;
    }
    DataSettings old = settings.data();
    if (old.dataset().equals("digits")) {
      throw new BadInputException(
          "--data: expected with a run of data in files, got one of digits, which are drawn");
    }
    boolean files = FileFormat.named(old.dataset()).isPresent();
    return settings.at(
        old.at(
            or(files ? null : data, or(dataDir, old.dataDir())),
            or(files ? data : null, or(trainImages, old.trainImages())),
            or(trainLabels, old.trainLabels()),
            or(testImages, old.testImages()),
            or(testLabels, old.testLabels())),
        settings.files().withSchema(or(schema, settings.files().schema())));
  }

  private static Path or(Path given, Path old) {
    return given == null ? old : given;
  }
}
