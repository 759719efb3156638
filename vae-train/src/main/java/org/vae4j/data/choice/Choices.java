package org.vae4j.data.choice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vae4j.data.StoredData;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.ArchitectureName;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;

/** All that is chosen for a run, beside what the user says. */
public final class Choices {
  /** Who says one of these has decided on the length: none of it is chosen then. */
  private static final Set<String> LENGTH = Set.of("epochs", "patience", "lr-schedule");

  private static final Set<String> KL_WEIGHT =
      Set.of("kl-warmup", "kl-cycle", "kl-weight", "capacity", "free-bits");

  /** The settings of which what is said is a part of what is chosen. */
  private static final Set<String> ADDED_TO = Set.of("columns", "missing-words");

  /** From so many on, an update of dense layers takes as long as one of convolutions. */
  private static final int MANY_VALUES = 2_000;

  private final Optional<Path> config;
  private final Map<String, String> flags;
  private final Set<String> said;
  private final boolean everything;
  private final DownloadListener downloads;
  private final Choice choice = new Choice();

  private Choices(
      Optional<Path> config,
      Map<String, String> flags,
      boolean everything,
      DownloadListener downloads) {
    this.config = config;
    this.flags = flags;
    this.said = SettingsFile.said(config, flags);
    this.everything = everything;
    this.downloads = downloads;
  }

  /**
   * Chooses what the user has not said: of data that are pointed at everything, else what is said
   * to be {@code auto}.
   *
   * @param data a file or a folder, if one is pointed at
   * @param config settings in YAML, if there are
   * @param flags values by setting name, as text
   * @throws org.vae4j.refusal.BadInputException if the data are nothing that can be read
   * @throws org.vae4j.datasets.faults.BadDataException if they are damaged
   */
  public static Choice of(
      Optional<Path> data,
      Optional<Path> config,
      Map<String, String> flags,
      DownloadListener downloads)
      throws IOException {
    Choices choices = new Choices(config, flags, data.isPresent(), downloads);
    if (data.isPresent()) {
      choices.recognise(data.get());
    } else if (!SettingsFile.saysAuto(config, flags) && !choices.lengthIsOpen()) {
      return choices.choice;
    }
    choices.model();
    return choices.choice;
  }

  /**
   * Of a set that is asked for by its name, length and warm-up are chosen together, unless one of
   * them is said.
   */
  private boolean lengthIsOpen() {
    return said.contains("dataset")
        && FileFormat.named(settings().data().dataset()).isEmpty()
        && said.stream().noneMatch(LENGTH::contains)
        && said.stream().noneMatch(KL_WEIGHT::contains);
  }

  private void recognise(Path data) throws IOException {
    add(Recognition.of(data.toAbsolutePath().normalize(), settings().files(), said));
  }

  /** Takes what was not said. */
  private void add(Choice other) {
    Choice unsaid = new Choice();
    Map<String, String> settings = other.settings();
    settings.keySet().removeIf(name -> said.contains(name) && !ADDED_TO.contains(name));
    settings.forEach(unsaid::set);
    if (!settings.isEmpty() || other.settings().isEmpty()) {
      other.notes().forEach(unsaid::tell);
    }
    choice.add(unsaid);
  }

  private Settings settings() {
    return SettingsFile.draft(config, over(flags));
  }

  private Map<String, String> over(Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>(given);
    all.putAll(choice.settings());
    return all;
  }

  private void model() throws IOException {
    DatasetSplits splits = split();
    Values values = Values.of(splits.train());
    if (wanted("likelihood")) {
      add(LikelihoodChoice.of(values));
    }
    if (everything) {
      add(ScaleChoice.of(values, settings().loss().likelihood().written()));
    }
    if (wanted("architecture")) {
      add(ArchitectureChoice.of(values, splits.train().size()));
    }
    boolean convolutions = settings().model().architecture() == ArchitectureName.CONV;
    if (everything) {
      add(BatchChoice.of(splits.train().size(), convolutions));
    }
    int steps = settings().training().stepsPerEpoch(splits.train().size());
    if (everything || lengthIsOpen()) {
      add(CheckpointChoice.of(steps));
    }
    if ((lengthIsOpen() || wanted("epochs")) && said.stream().noneMatch(LENGTH::contains)) {
      boolean slow = convolutions || splits.train().features() > MANY_VALUES;
      add(
          splits.validation().isPresent()
              ? LengthChoice.of(steps, slow, !said.contains("final-model"))
              : LengthChoice.withoutValidation(steps, slow));
    }
    if ((lengthIsOpen() || wanted("kl-warmup")) && said.stream().noneMatch(KL_WEIGHT::contains)) {
      add(WarmupChoice.of(convolutions, steps, settings().training().epochs()));
    }
  }

  private boolean wanted(String setting) {
    return everything || SettingsFile.saysAuto(setting, config, flags);
  }

  /** Sets parts aside that are not said, and gives the examples as they are stored. */
  private DatasetSplits split() throws IOException {
    boolean files = FileFormat.named(settings().data().dataset()).isPresent();
    boolean hasTest = settings().data().testImages() != null;
    boolean testWanted = files && !hasTest && !said.contains("test-size");
    if (testWanted) {
      choice.set("test-size", 1);
    }
    StoredData stored = StoredData.read(settings(), downloads);
    choice.read(stored);
    if (testWanted) {
      requireEnough(stored.size(), 2 * SplitChoice.LEAST_PARTS);
      add(SplitChoice.ofCopies(stored.distinctShare()));
      choice.set("test-size", SplitChoice.partOf(stored.size()));
    }
    if (!said.contains("validation-size")) {
      int train = stored.parts(settings()).train().size();
      requireEnough(train, SplitChoice.LEAST_PARTS);
      choice.set("validation-size", SplitChoice.partOf(train));
    }
    return tellSizes(stored.parts(settings()));
  }

  /** Half of them would be set aside else, or all. */
  private void requireEnough(int examples, int least) {
    if (examples < least) {
      throw new BadInputException(
          "%s: expected at least %d examples to train on and to set aside, found %d"
              .formatted(settings().data().trainImages(), least, examples));
    }
  }

  private DatasetSplits tellSizes(DatasetSplits splits) {
    choice.tell(
        "%,d examples to train on%s, %,d to test"
            .formatted(
                splits.train().size(),
                splits
                    .validation()
                    .map(part -> ", %,d to validate".formatted(part.size()))
                    .orElse(""),
                splits.test().size()));
    return splits;
  }
}
