package org.vae4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.data.FittedSteps;
import org.vae4j.data.Origin;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.evaluate.diagnosis.Finding;
import org.vae4j.model.Vae;
import org.vae4j.settings.CheckpointSettings.FinalModel;
import org.vae4j.settings.LearningRateScheduleName;
import org.vae4j.settings.LossSettings;
import org.vae4j.settings.RunInfo;
import org.vae4j.settings.Settings;
import org.vae4j.settings.TrainingSettings;
import org.vae4j.train.GradientClipping;
import org.vae4j.train.NonFiniteLossException;
import org.vae4j.train.ReduceOnPlateau;
import org.vae4j.train.StopRequest;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingPlan;
import org.vae4j.train.TrainingState;

/**
 * A training run from settings to a complete folder: config.yaml, metrics.csv, checkpoints, what
 * shows it, and last of all summary.json.
 */
public final class TrainingRun {
  private final Settings settings;
  private final TrainingPlan plan;
  private final DatasetSplits splits;
  private final TrainingData data;
  private final RunFolder folder;
  private final Origin origin;
  private final Vae vae;
  private final TrainingState start;

  /**
   * Refuses settings and data of which no model can be made, before a folder is made for them.
   *
   * @throws org.vae4j.refusal.BadInputException if they do not go together
   */
  public static void requireModel(Settings settings, DatasetSplits splits) {
    TrainingSettings training = settings.training();
    NewModel.architecture(
        settings, splits.train(), training.stepsPerEpoch(splits.train().size()), training.epochs());
  }

  /**
   * A new run.
   *
   * @param splits as the settings ask for
   * @param folder new and empty
   */
  public static TrainingRun begin(Settings settings, DatasetSplits splits, RunFolder folder)
      throws IOException {
    RunInfo info =
        new RunInfo(
            Versions.current(),
            splits.train().shape(),
            settings.training().epochs(),
            splits.train().columns());
    folder.writeConfig(settings, info);
    return new TrainingRun(settings, info, splits, folder, Optional.empty());
  }

  /**
   * @param saved where an earlier process left it, if it left a checkpoint
   */
  TrainingRun(
      Settings settings,
      RunInfo info,
      DatasetSplits splits,
      RunFolder folder,
      Optional<SavedModel> saved) {
    this.settings = settings;
    this.plan = plan(settings, info.horizonEpochs());
    this.splits = splits;
    this.folder = folder;
    this.origin = Origin.of(settings, splits);
    TrainingSettings training = settings.training();
    this.data = TrainingData.of(splits, training.batchSize(), training.seed());
    this.vae =
        saved
            .map(SavedModel::vae)
            .orElseGet(
                () ->
                    NewModel.of(
                        settings,
                        splits.train(),
                        training.stepsPerEpoch(splits.train().size()),
                        info.horizonEpochs()));
    this.start = saved.map(SavedModel::state).orElseGet(() -> TrainingState.start(training.seed()));
  }

  /**
   * What the settings say of the time between epochs.
   *
   * @param horizonEpochs the length of a schedule over the whole run
   */
  static TrainingPlan plan(Settings settings, int horizonEpochs) {
    TrainingSettings training = settings.training();
    return new TrainingPlan(
        training.seed(),
        settings.loss().settledAfter(horizonEpochs),
        training.patience() == null ? OptionalInt.empty() : OptionalInt.of(training.patience()),
        training.lrSchedule() == LearningRateScheduleName.PLATEAU
            ? Optional.of(
                new ReduceOnPlateau(
                    training.learningRate(), training.lrFactor(), training.lrPatience()))
            : Optional.empty());
  }

  /**
   * Trains.
   *
   * @param observers are told after metrics and checkpoint have been written
   * @param stop ends it early; what is needed to resume is then on the disk
   * @param presentation of the complete run, written before its summary
   * @return empty if training was stopped before the run was complete
   * @throws NonFiniteLossException if a term of the loss breaks, with flags to try; what was
   *     written until then stays
   */
  public Optional<RunSummary> train(
      List<TrainingListener> observers, StopRequest stop, Presentation presentation)
      throws IOException {
    // Its pauses cost more than what it frees: arrays live in workspaces or die young.
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    folder.createParts();
    MetricsCsv metrics =
        MetricsCsv.after(
            folder.metrics(),
            start.epoch(),
            settings.loss().penalty() != LossSettings.Penalty.NONE);
    Files.deleteIfExists(folder.summary());
    clipGradients();

    List<TrainingListener> listeners = new ArrayList<>();
    listeners.add(metrics);
    listeners.add(
        new PeriodicCheckpoints(
            folder.savedModels(settings, origin, FittedSteps.of(splits.train())),
            vae,
            settings.checkpoints(),
            start,
            System::nanoTime));
    listeners.addAll(observers);
    int epochs = settings.training().epochs();
    TrainingState reached = reach(epochs, listeners, stop);
    if (!plan.isOver(reached, epochs)) {
      return Optional.empty();
    }
    Vae model = finalModel(reached);
    List<Finding> findings =
        RunDiagnosis.of(settings, folder.info(), metrics.rows(), model, splits);
    RunSummary summary = RunSummary.of(settings, metrics.rows(), model, findings);
    presentation.write(folder, model, splits.test(), findings);
    summary.write(folder.summary());
    return Optional.of(summary);
  }

  private TrainingState reach(int epochs, List<TrainingListener> listeners, StopRequest stop) {
    try {
      return new Trainer(vae, data, plan, listeners.toArray(TrainingListener[]::new))
          .train(start, epochs, stop);
    } catch (NonFiniteLossException e) {
      throw e.withRemedy(FlagsToTry.of(settings, e));
    }
  }

  private Vae finalModel(TrainingState reached) throws IOException {
    boolean best =
        settings.checkpoints().finalModel() == FinalModel.BEST
            && reached.lowest().exists()
            && reached.lowest().epoch() < reached.epoch();
    return best ? folder.at(RunFolder.BEST).model() : vae;
  }

  private void clipGradients() {
    TrainingSettings training = settings.training();
    if (training.clipValue() != null || training.clipNorm() != null) {
      vae.net()
          .addListeners(
              new GradientClipping(optional(training.clipValue()), optional(training.clipNorm())));
    }
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
