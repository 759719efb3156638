package org.vae4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.data.DataDigest;
import org.vae4j.data.DataPlace;
import org.vae4j.data.FittedSteps;
import org.vae4j.data.GivenFile;
import org.vae4j.data.Origin;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.faults.MissingDataException;
import org.vae4j.datasets.npy.ArrayPlace;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.Settings;

/** The data of a run that has begun, or others in their place, as its network sees them. */
public final class RunData {
  private static final Logger LOG = LoggerFactory.getLogger(RunData.class);
  private static final List<String> PARTS = List.of("train", "validation", "test");
  private static final String TEST = "test";

  private final RunFolder folder;
  private final Settings settings;
  private final Optional<Origin> origin;
  private final Optional<FittedSteps> fitted;
  private final Optional<DataPlace.OneFile> file;

  private RunData(RunFolder folder) throws IOException {
    this.folder = folder;
    this.settings = folder.settingsAtPlace();
    this.origin = RunCheckpoints.origin(folder);
    this.fitted = RunCheckpoints.fitted(folder);
    this.file = folder.place().file(folder.settings());
  }

  /**
   * Examples to work on.
   *
   * @param name train, validation or test; {@code data} for a file that is none of the run's own
   * @param isOwn whether the run was trained with these very data
   * @param all the parts that a run is trained and tested with, where all of them were read
   */
  public record Part(String name, Dataset examples, boolean isOwn, Optional<DatasetSplits> all) {
    /** The run's own test part, and no other. */
    public static Part ownTest(Dataset test) {
      return new Part(TEST, test, true, Optional.empty());
    }

    /** In words: the part, of other data than the run's own with where they come from. */
    public String title() {
      return isOwn ? name : name.equals("data") ? examples.name() : name + " of " + examples.name();
    }
  }

  private interface Loading<T> {
    T load() throws IOException;
  }

  /**
   * One part by name. If the run was given one file of data with {@code --data}, and it is not its
   * own, the part is the whole file, prepared as its own was. One line tells whether they are its
   * own, if they were said to lie elsewhere or have changed.
   *
   * @param split train, validation or test; if nothing is asked for, test where there is one
   * @param downloads is told of a download's progress
   * @throws BadInputException if there is no such part, or the data do not fit the run
   */
  public static Part part(RunFolder folder, Optional<String> split, DownloadListener downloads)
      throws IOException {
    RunData data = new RunData(folder);
    return data.tellingOfMissing(
        () -> data.file.isPresent() ? data.ofFile(split) : data.inPlace(split, downloads));
  }

  /**
   * All parts, to train on.
   *
   * @param asked the run's settings, perhaps with more epochs
   * @throws BadInputException if the run was given a file of data that are not its own
   */
  static DatasetSplits parts(RunFolder folder, Settings asked, DownloadListener downloads)
      throws IOException {
    RunData data = new RunData(folder);
    return data.tellingOfMissing(
        () -> {
          if (data.origin.isPresent()
              && data.file.isPresent()
              && data.given().ownParts().isEmpty()) {
            throw notOwn(data.file.get().path().toString());
          }
          return PreparedData.load(asked, downloads);
        });
  }

  /** Training goes on with the run's own data alone. */
  static BadInputException notOwn(String source) {
    return new BadInputException(
        source
            + ": not the data of this run; resume needs them (evaluate, score and encode take others)");
  }

  /** Says which option helps where a file is gone that the run's settings name. */
  private <T> T tellingOfMissing(Loading<T> loading) throws IOException {
    try {
      return loading.load();
    } catch (MissingDataException e) {
      throw new MissingDataException(e.getMessage().replace(" --data-dir ", " --data "), e);
    } catch (BadDataException e) {
      Optional<String> remedy = remedy(e.getMessage());
      if (remedy.isEmpty()) {
        throw e;
      }
      throw new MissingDataException(e.getMessage() + remedy.get(), e);
    }
  }

  private Optional<String> remedy(String message) {
    DataSettings data = folder.settings().data();
    Path schema = folder.settings().files().schema();
    if (schema != null && isMissing(schema, message)) {
      return Optional.of(" (--schema FILE says where it is now)");
    }
    return Stream.of(data.trainImages(), data.trainLabels(), data.testImages(), data.testLabels())
            .filter(Objects::nonNull)
            .map(path -> ArrayPlace.of(path).file())
            .anyMatch(path -> isMissing(path, message))
        ? Optional.of(" (--data PATH says where they are now)")
        : Optional.empty();
  }

  private static boolean isMissing(Path path, String message) {
    return !Files.exists(path) && message.startsWith(path + ":");
  }

  private Part inPlace(Optional<String> split, DownloadListener downloads) throws IOException {
    DatasetSplits splits = PreparedData.load(settings, fitted.orElse(FittedSteps.NONE), downloads);
    PreparedData.requireShape(splits.train(), folder.info().image());
    Map<String, String> digests = DataDigest.of(splits);
    List<String> changed = origin.map(known -> known.changedParts(digests)).orElse(List.of());
    if (!changed.isEmpty()) {
      LOG.warn(
          "{}: the data are not those the run was trained on: other content of {}",
          folder.path(),
          String.join(", ", changed));
    } else if (folder.place().isGiven()) {
      LOG.info("{}: the data are the run's own", folder.path());
    }
    String name = split.orElse(TEST);
    Optional<Dataset> part =
        switch (name) {
          case "train" -> Optional.of(splits.train());
          case TEST -> Optional.of(splits.test());
          default -> splits.validation().filter(validation -> name.equals("validation"));
        };
    return new Part(
        name,
        part.orElseThrow(() -> noSuchPart(name)),
        !changed.contains(name),
        Optional.of(splits));
  }

  private static BadInputException noSuchPart(String split) {
    return new BadInputException(
        PARTS.contains(split)
            ? "--split: this run has no %s part".formatted(split)
            : "--split: expected train, validation or test, got '%s'".formatted(split));
  }

  private GivenFile given() throws IOException {
    return GivenFile.read(settings, file.orElseThrow(), folder.info(), fitted, origin);
  }

  private Part ofFile(Optional<String> split) throws IOException {
    Path path = file.orElseThrow().path();
    GivenFile given = given();
    Map<String, Dataset> own = given.ownParts();
    if (own.isEmpty()) {
      return notOwn(path, given, split);
    }
    String name = split.orElse(own.containsKey(TEST) ? TEST : "train");
    boolean all = settings.data().testImages() == null;
    if (!own.containsKey(name)) {
      throw all || !PARTS.contains(name)
          ? noSuchPart(name)
          : new BadInputException(
              "--split: expected %s, which %s holds, got %s"
                  .formatted(String.join(" or ", own.keySet()), path, name));
    }
    LOG.info(
        "{}: the run's own {}", path, all ? "data" : String.join(" and ", own.keySet()) + " part");
    return new Part(name, own.get(name), true, all(own));
  }

  private static Optional<DatasetSplits> all(Map<String, Dataset> own) {
    return own.containsKey("train") && own.containsKey(TEST)
        ? Optional.of(
            new DatasetSplits(
                own.get("train"), Optional.ofNullable(own.get("validation")), own.get(TEST)))
        : Optional.empty();
  }

  private Part notOwn(Path path, GivenFile given, Optional<String> split) {
    if (split.isPresent()) {
      throw new BadInputException(
          "--split: expected none beside data that are not the run's own (%s), which are taken whole, got %s"
              .formatted(path, split.get()));
    }
    Dataset whole = given.whole();
    LOG.info(
        "{}: not the run's own data: {} examples{}, prepared as the run's own were",
        path,
        whole.size(),
        given.lacksLabelFile() && settings.data().trainLabels() != null
            ? " without labels (--train-labels FILE names theirs)"
            : "");
    return new Part("data", whole, false, Optional.empty());
  }
}
