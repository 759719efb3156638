package org.vae4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.data.DataDigest;
import org.vae4j.data.FittedSteps;
import org.vae4j.data.Origin;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.refusal.BadInputException;
import org.vae4j.refusal.Ranges;
import org.vae4j.settings.RunInfo;
import org.vae4j.settings.Settings;
import org.vae4j.train.TrainingPlan;
import org.vae4j.train.TrainingState;

/** A run that an earlier process began: where it stands, and how it goes on. */
public final class ResumableRun {
  private static final Logger LOG = LoggerFactory.getLogger(ResumableRun.class);

  private final RunFolder folder;
  private final Settings settings;
  private final Optional<SavedModel> saved;
  private final TrainingState state;

  private ResumableRun(RunFolder folder, Settings settings, Optional<SavedModel> saved) {
    this.folder = folder;
    this.settings = settings;
    this.saved = saved;
    this.state =
        saved
            .map(SavedModel::state)
            .orElseGet(() -> TrainingState.start(settings.training().seed()));
  }

  /**
   * Looks at what is there.
   *
   * @param epochs the total, if another than before
   * @param fallback whether an older checkpoint will do if the newest is damaged
   * @throws BadInputException if the folder is no run, or its checkpoint is none of it
   */
  public static ResumableRun open(RunFolder folder, OptionalInt epochs, boolean fallback)
      throws IOException {
    Settings settings = folder.settingsAtPlace();
    if (folder.place().file(folder.settings()).isPresent()
        && settings.data().testImages() != null) {
      throw new BadInputException(
          "--data: expected --train-images and --test-images, or the folder of both, as the run's"
              + " test data are a file of their own, got one file");
    }
    ResumableRun run =
        new ResumableRun(
            folder,
            settings.withEpochs(epochs.orElse(settings.training().epochs())),
            folder.savedModels(settings, Origin.of(settings), FittedSteps.NONE).newest(fallback));
    run.requireSameSettings();
    run.requireFits();
    return run;
  }

  private void requireSameSettings() {
    saved
        .flatMap(SavedModel::origin)
        .flatMap(then -> then.difference(Origin.of(settings)))
        .ifPresent(
            difference -> {
              throw new BadInputException("%s: expected %s".formatted(folder.config(), difference));
            });
  }

  private void requireFits() {
    int inNet = saved.map(model -> model.vae().net().getEpochCount()).orElse(0);
    if (state.seed() != settings.training().seed() || state.epoch() != inNet) {
      throw new BadInputException(
          "%s: expected a checkpoint of seed %d with its network in epoch %d, found seed %d, epoch %d"
              .formatted(
                  folder.checkpoints().folder(),
                  settings.training().seed(),
                  state.epoch(),
                  state.seed(),
                  inNet));
    }
  }

  /** Every setting, the number of epochs being that which the run goes on to. */
  public Settings settings() {
    return settings;
  }

  /** Where training stands. */
  public TrainingState state() {
    return state;
  }

  /** Whether nothing is left to do, the summary included. */
  public boolean isFinished() {
    return Files.exists(folder.summary()) && plan().isOver(state, settings.training().epochs());
  }

  /** Whether it ended because the validation loss reached no new low. */
  public boolean endedEarly() {
    return plan().hasLostPatience(state);
  }

  private TrainingPlan plan() {
    return TrainingRun.plan(settings, folder.info().horizonEpochs());
  }

  /**
   * The data to go on with, as a network sees them.
   *
   * @param downloads is told of a download's progress
   * @throws BadInputException if the run was given a file of data that are not its own
   */
  public DatasetSplits data(DownloadListener downloads) throws IOException {
    return RunData.parts(folder, settings, downloads);
  }

  /**
   * The run from here on. The new number of epochs is written down, so that a later resume knows of
   * it; a run that is refused stays as it was.
   *
   * @param splits as the settings ask for
   * @throws BadInputException if the data is not that which the run was started with, or more
   *     epochs are done than are asked for
   */
  public TrainingRun resume(DatasetSplits splits) throws IOException {
    int begun = state.epoch() + (state.batch() > 0 ? 1 : 0);
    Ranges.require(
        settings.training().epochs() >= begun,
        "epochs",
        "at least the " + begun + " that the run has begun",
        settings.training().epochs());
    RunInfo info = folder.info();
    requireOwn(splits, info);
    warnOfOtherSums(info);
    requireSameSteps(splits);
    MetricsCsv.read(folder.metrics(), state.epoch());
    TrainingRun run = new TrainingRun(settings, info, splits, folder, saved);
    folder.writeConfig(settings, info);
    return run;
  }

  /** Before all else, which other data would break too. */
  private void requireOwn(DatasetSplits splits, RunInfo info) {
    if (!splits.train().shape().equals(info.image())) {
      throw RunData.notOwn(splits.train().name());
    }
    Map<String, String> digests = DataDigest.of(splits);
    List<String> changed =
        saved.flatMap(SavedModel::origin).map(then -> then.changedParts(digests)).orElse(List.of());
    if (!changed.isEmpty()) {
      throw RunData.notOwn(
          changed.contains("train") ? splits.train().name() : splits.test().name());
    }
  }

  /**
   * Where the machine, or the way Java is started, has changed: since the beginning, or since the
   * last time that the run went on.
   */
  private void warnOfOtherSums(RunInfo info) {
    String now = Versions.current().get(Versions.VECTOR_API);
    String atStart = info.versions().get(Versions.VECTOR_API);
    String atCheckpoint =
        saved.map(SavedModel::versions).map(then -> then.get(Versions.VECTOR_API)).orElse(null);
    boolean sinceStart = atStart != null && !atStart.equals(now);
    if (sinceStart || (atCheckpoint != null && !atCheckpoint.equals(now))) {
      LOG.warn(
          "{}: the Vector API was {} when the {} and is {} now: the last bits of its"
              + " numbers will differ from those of a run without a pause (docs/performance.md)",
          folder.path(),
          sinceStart ? atStart : atCheckpoint,
          sinceStart ? "run was started" : "newest checkpoint was written",
          now);
    }
  }

  /** With more or fewer steps in an epoch, the checkpoint's place would be another one. */
  private void requireSameSteps(DatasetSplits splits) {
    if (saved.isEmpty()) {
      return;
    }
    int batchSize = settings.training().batchSize();
    int batches = settings.training().stepsPerEpoch(splits.train().size());
    long expected = (long) state.epoch() * batches + state.batch();
    int found = saved.get().vae().net().getIterationCount();
    if (found != expected) {
      throw new BadInputException(
          ("%s: expected the data and batch size that the run was started with; %d examples in batches"
                  + " of %d make iteration %d of the checkpoint, found %d")
              .formatted(folder.config(), splits.train().size(), batchSize, expected, found));
    }
  }
}
