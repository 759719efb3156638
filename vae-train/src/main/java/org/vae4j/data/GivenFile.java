package org.vae4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.RunInfo;
import org.vae4j.settings.SetAside;
import org.vae4j.settings.Settings;

/**
 * One file in the place of those that a run was trained on. Its digest tells whether it is the
 * run's own. If not, it is taken whole, and prepared as the run's own data were.
 */
public final class GivenFile {
  private final Settings settings;
  private final Path path;
  private final RunInfo info;
  private final Optional<FittedSteps> fitted;
  private final Map<String, String> digests;
  private final Dataset stored;
  private final Map<String, Dataset> ownParts;

  private GivenFile(
      Settings settings,
      DataPlace.OneFile file,
      RunInfo info,
      Optional<FittedSteps> fitted,
      Optional<Origin> origin)
      throws IOException {
    this.settings = settings;
    this.path = file.path();
    this.info = info;
    this.fitted = fitted;
    this.digests = origin.map(Origin::dataSha256).orElse(Map.of());
    this.stored =
        FileData.read(format(), settings, path, file.labels(), columns().orElse(List.of()));
    this.ownParts =
        candidates(file.labels().isPresent()).stream()
            .map(this::ownParts)
            .filter(parts -> !parts.isEmpty())
            .findFirst()
            .orElse(Map.of());
  }

  /**
   * Reads a file.
   *
   * @param settings of the run; their files of labels are those of the run's own data
   * @param fitted what its preprocessing learned; empty if an older version did not keep it
   * @param origin of the run; empty if an older version did not keep it
   * @throws BadDataException if it is damaged
   */
  public static GivenFile read(
      Settings settings,
      DataPlace.OneFile file,
      RunInfo info,
      Optional<FittedSteps> fitted,
      Optional<Origin> origin)
      throws IOException {
    return new GivenFile(settings, file, info, fitted, origin);
  }

  /**
   * What it has of the run's own data, by part, as the network sees it: all of it, of a run with a
   * test file of its own that of one file. Empty if it has none.
   */
  public Map<String, Dataset> ownParts() {
    return ownParts;
  }

  /**
   * All of it, as the network sees it.
   *
   * @throws BadInputException if it has other columns or another shape than the run's own
   * @throws BadDataException if the run's likelihood cannot take a value
   */
  public Dataset whole() {
    PreparedData.requireColumns(stored, info.columns());
    FittedSteps steps = fitted.orElseThrow(this::unknown);
    Dataset whole = new Preparation(settings, steps).applyTo(stored, info.image());
    LikelihoodDomain.require(settings, whole);
    return whole;
  }

  /** Whether it is of a format with labels in files of their own, and has none. */
  public boolean lacksLabelFile() {
    return format().hasLabelFiles() && !stored.hasLabels();
  }

  private BadInputException unknown() {
    return new BadInputException(
        "%s: expected the run's own data, as its checkpoints do not say how those were prepared; found others"
            .formatted(path));
  }

  private FileFormat format() {
    return FileFormat.named(settings.data().dataset()).orElseThrow();
  }

  private Optional<List<Column>> columns() {
    return Optional.ofNullable(info.columns());
  }

  /** The examples with the labels that they have if they are the run's own. */
  private List<Dataset> candidates(boolean labelled) throws IOException {
    DataSettings data = settings.data();
    if (labelled || !format().hasLabelFiles()) {
      return List.of(stored);
    }
    List<Dataset> candidates = new ArrayList<>();
    if (data.trainLabels() == null || (data.testImages() != null && data.testLabels() == null)) {
      candidates.add(stored);
    }
    for (Path labels :
        Stream.of(data.trainLabels(), data.testLabels()).filter(Objects::nonNull).toList()) {
      withOldLabels(labels).ifPresent(candidates::add);
    }
    return candidates;
  }

  /**
   * The run's own labels serve only to recognise its own data, so nothing depends on what lies in
   * their place by now.
   */
  private Optional<Dataset> withOldLabels(Path labels) throws IOException {
    try {
      return Optional.of(FileData.labelled(format(), stored, labels));
    } catch (BadDataException e) {
      return Optional.empty();
    }
  }

  private Map<String, Dataset> ownParts(Dataset candidate) {
    if (!hasOwnShape(candidate)) {
      return Map.of();
    }
    if (settings.data().testImages() == null) {
      return cut(candidate).map(this::parts).filter(this::areOwn).orElse(Map.of());
    }
    Optional<Map<String, Dataset>> train = cutTrain(candidate).map(this::parts);
    train.ifPresent(parts -> parts.remove("test"));
    Optional<Map<String, Dataset>> test = ofClasses(candidate).flatMap(this::testPart);
    return Stream.of(train, test)
        .flatMap(Optional::stream)
        .filter(this::areOwn)
        .findFirst()
        .orElse(Map.of());
  }

  private boolean hasOwnShape(Dataset candidate) {
    ImageShape seen = settings.data().cropPadTo(candidate.shape()).orElse(candidate.shape());
    return seen.equals(info.image()) && columns().map(candidate.columns()::equals).orElse(true);
  }

  private boolean areOwn(Map<String, Dataset> parts) {
    return parts.entrySet().stream()
        .allMatch(part -> DataDigest.of(part.getValue()).equals(digests.get(part.getKey())));
  }

  private Map<String, Dataset> parts(DatasetSplits stored) {
    DatasetSplits splits =
        new Preparation(settings, fitted.orElse(FittedSteps.NONE)).applyTo(stored);
    Map<String, Dataset> parts = new LinkedHashMap<>();
    parts.put("train", splits.train());
    splits.validation().ifPresent(part -> parts.put("validation", part));
    parts.put("test", splits.test());
    return parts;
  }

  /** The parts that a run makes of its one file; empty if its own cannot be so few. */
  private Optional<DatasetSplits> cut(Dataset candidate) {
    int testSize = settings.files().testSize().of(candidate.size());
    if (testSize < 1 || testSize >= candidate.size()) {
      return Optional.empty();
    }
    DatasetSplits splits =
        DatasetSplits.ofWhole(
            candidate, testSize, settings.training().seed(), settings.files().copies());
    Optional<Dataset> train = ofClasses(splits.train());
    Optional<Dataset> test = ofClasses(splits.test());
    return train.isPresent() && test.isPresent()
        ? withoutLeftOut(DatasetSplits.of(train.get(), test.get()))
        : Optional.empty();
  }

  /** The same of a file for train alone, which stands for test too. */
  private Optional<DatasetSplits> cutTrain(Dataset candidate) {
    return ofClasses(candidate)
        .flatMap(examples -> withoutLeftOut(DatasetSplits.of(examples, examples)));
  }

  private Optional<Map<String, Dataset>> testPart(Dataset test) {
    return fitted.map(
        steps -> Map.of("test", new Preparation(settings, steps).applyTo(test, info.image())));
  }

  /** The examples of the run's classes; empty if there are none. */
  private Optional<Dataset> ofClasses(Dataset part) {
    List<String> classes = settings.data().classes();
    if (classes.isEmpty()) {
      return Optional.of(part);
    }
    return part.classNames().containsAll(classes)
            && Arrays.stream(part.labels())
                .mapToObj(part.classNames()::get)
                .anyMatch(classes::contains)
        ? Optional.of(part.ofClasses(classes))
        : Optional.empty();
  }

  private Optional<DatasetSplits> withoutLeftOut(DatasetSplits splits) {
    Integer limit = settings.data().limit();
    int train = limit == null ? splits.train().size() : Math.min(limit, splits.train().size());
    SetAside validation = settings.data().validationSize();
    return !validation.isNone() && validation.of(train) >= train
        ? Optional.empty()
        : Optional.of(StoredData.withoutLeftOut(splits, settings));
  }
}
