package org.vae4j.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.data.DataDigest;
import org.vae4j.data.FittedSteps;
import org.vae4j.data.Origin;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.Settings;

/** The data of a run that has begun, or others in their place, as its network sees them. */
public final class RunData {
  private static final Logger LOG = LoggerFactory.getLogger(RunData.class);

  private final RunFolder folder;
  private final Settings settings;
  private final Optional<Origin> origin;
  private final Optional<FittedSteps> fitted;

  private RunData(RunFolder folder) throws IOException {
    this.folder = folder;
    this.settings = folder.settings();
    this.origin = RunCheckpoints.origin(folder);
    this.fitted = RunCheckpoints.fitted(folder);
  }

  /**
   * Examples to work on.
   *
   * @param name train, validation or test; {@code data} for what is none of the run's own
   */
  public record Part(String name, Dataset examples) {}

  /**
   * One part by name. If the run was given one file of data with {@code --data}, and it is not its
   * own, the part is the whole file, prepared as its own was. One line tells whether they are its
   * own, if they were said to lie elsewhere or have changed.
   *
   * @param split train, validation or test
   * @param downloads is told of a download's progress
   * @throws BadInputException if there is no such part, or the data do not fit the run
   */
  public static Part part(RunFolder folder, String split, DownloadListener downloads)
      throws IOException {
    return new RunData(folder).part(split, downloads);
  }

  /**
   * All parts of a run's own data.
   *
   * @param downloads is told of a download's progress
   * @throws BadInputException if the data do not fit the run
   */
  public static DatasetSplits all(RunFolder folder, DownloadListener downloads) throws IOException {
    RunData data = new RunData(folder);
    DatasetSplits splits = PreparedData.load(data.settings, data.kept(), downloads);
    PreparedData.requireShape(splits.train(), folder.info().image());
    return splits;
  }

  private Part part(String split, DownloadListener downloads) throws IOException {
    Optional<Path> file = folder.place().file(settings);
    if (file.isPresent()) {
      return ofFile(file.get(), split);
    }
    DatasetSplits splits = PreparedData.load(settings, kept(), downloads);
    PreparedData.requireShape(splits.train(), folder.info().image());
    List<String> changed = changed(splits);
    if (!changed.isEmpty()) {
      LOG.warn(
          "{}: the data are not those the run was trained on: other content of {}",
          folder.path(),
          String.join(", ", changed));
    } else if (folder.place().isGiven()) {
      LOG.info("{}: the data are the run's own", folder.path());
    }
    return named(splits, split);
  }

  private FittedSteps kept() {
    return fitted.orElse(FittedSteps.NONE);
  }

  private List<String> changed(DatasetSplits splits) {
    return origin.map(known -> known.changedParts(DataDigest.of(splits))).orElse(List.of());
  }

  private static Part named(DatasetSplits splits, String split) {
    return new Part(
        split,
        switch (split) {
          case "train" -> splits.train();
          case "test" -> splits.test();
          case "validation" ->
              splits
                  .validation()
                  .orElseThrow(
                      () -> new BadInputException("--split: this run has no validation part"));
          default ->
              throw new BadInputException(
                  "--split: expected train, validation or test, got '%s'".formatted(split));
        });
  }

  private Part ofFile(Path file, String split) throws IOException {
    Dataset stored = PreparedData.stored(settings, file, folder.info().columns());
    Optional<DatasetSplits> own =
        settings.data().testImages() == null
            ? PreparedData.cut(stored, settings, kept())
            : Optional.empty();
    if (own.isPresent() && origin.isPresent() && changed(own.get()).isEmpty()) {
      LOG.info("{}: the run's own data", file);
      return named(own.get(), split);
    }
    PreparedData.requireColumns(stored, folder.info().columns());
    Dataset whole =
        PreparedData.other(
            stored, settings, fitted.orElseThrow(() -> unknown(file)), folder.info().image());
    String digest = DataDigest.of(whole);
    Optional<String> ownPart =
        origin.stream()
            .flatMap(known -> known.dataSha256().entrySet().stream())
            .filter(part -> part.getValue().equals(digest))
            .map(Map.Entry::getKey)
            .findFirst();
    LOG.info(
        "{}: {} {} examples, prepared as the run's own were",
        file,
        ownPart.map(name -> "the run's own " + name + " part,").orElse("not the run's own data:"),
        whole.size());
    return new Part(ownPart.orElse("data"), whole);
  }

  private BadInputException unknown(Path file) {
    return new BadInputException(
        "%s: expected the run's own data, as its checkpoints do not say how those were prepared; found others"
            .formatted(file));
  }
}
