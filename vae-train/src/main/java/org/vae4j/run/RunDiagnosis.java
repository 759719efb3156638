package org.vae4j.run;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.activations.Activation;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.Copies;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.OrderedBatches;
import org.vae4j.evaluate.diagnosis.Course;
import org.vae4j.evaluate.diagnosis.DataFacts;
import org.vae4j.evaluate.diagnosis.Diagnosis;
import org.vae4j.evaluate.diagnosis.Evidence;
import org.vae4j.evaluate.diagnosis.Finding;
import org.vae4j.evaluate.diagnosis.Fit;
import org.vae4j.evaluate.diagnosis.LatentUse;
import org.vae4j.evaluate.diagnosis.Setup;
import org.vae4j.model.Vae;
import org.vae4j.settings.CheckpointSettings.FinalModel;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.LossSettings;
import org.vae4j.settings.PriorName;
import org.vae4j.settings.RunInfo;
import org.vae4j.settings.Settings;
import org.vae4j.settings.TrainingSettings;

/** What is wrong with a run. */
public final class RunDiagnosis {
  /** More examples would not tell more. */
  private static final int LOOKED_AT = 5_000;

  private static final Set<Activation> BOUNDED =
      EnumSet.of(
          Activation.TANH,
          Activation.HARDTANH,
          Activation.RATIONALTANH,
          Activation.SIGMOID,
          Activation.HARDSIGMOID,
          Activation.SOFTSIGN);

  private RunDiagnosis() {}

  /**
   * Looks at a run.
   *
   * @param history its epochs, one at least
   * @param vae the run's own model
   * @param splits its data, as the model sees them
   * @return empty for a sound run; of a posterior that flows move, a mixture or a second level as
   *     the prior, or a prior that depends on an input, the use of each latent unit is not looked
   *     at
   */
  static List<Finding> of(
      Settings settings, RunInfo info, List<MetricsRow> history, Vae vae, DatasetSplits splits) {
    Dataset test = splits.test().take(LOOKED_AT);
    OrderedBatches batches = new OrderedBatches(test, settings.training().batchSize());
    boolean images = PreparedData.areImages(test, settings);
    Course course = course(settings, info, history);
    return Diagnosis.of(
        new Evidence(
            setup(settings),
            course,
            history.get(course.epochOfModel()).test().kl(),
            vae.gaussianPrior().map(prior -> LatentUse.of(vae, batches)),
            Fit.of(vae, settings.loss().likelihood().written(), batches, images),
            DataFacts.of(splits.train(), splits.test(), images)));
  }

  private static Setup setup(Settings settings) {
    LossSettings loss = settings.loss();
    TrainingSettings training = settings.training();
    // In cycles the weight rises anew until the end.
    int warmup = loss.klCycle() > 0 ? training.epochs() : loss.klWarmup();
    return new Setup(
        new Setup.KlTerm(
            loss.klWeight(),
            warmup,
            loss.freeBits(),
            loss.capacity(),
            settings.model().prior() != PriorName.STANDARD,
            settings.isClosedForm()),
        new Setup.Updates(
            training.learningRate(),
            Optional.ofNullable(training.clipNorm()),
            training.patience() != null),
        settings.model().hidden().lower(),
        BOUNDED.contains(settings.model().activation()),
        settings.data().dataset().equals(FileFormat.TABLE.label()),
        settings.data().testImages() != null,
        settings.files().copies() == Copies.TOGETHER);
  }

  private static Course course(Settings settings, RunInfo info, List<MetricsRow> history) {
    int patience = settings.training().patience() == null ? 0 : settings.training().patience();
    return new Course(
        history.stream().map(MetricsRow::trainObjective).toList(),
        history.stream().map(row -> row.train().loss()).toList(),
        history.stream().map(row -> row.validation().orElse(row.test()).loss()).toList(),
        Math.min(history.size() - 1, settings.loss().settledAfter(info.horizonEpochs())),
        history.get(history.size() - 1).iteration(),
        patience > 0 && history.size() < settings.training().epochs(),
        settings.checkpoints().finalModel() == FinalModel.BEST
            && history.get(0).validation().isPresent());
  }

  /**
   * Looks at an earlier run.
   *
   * @param vae one of its models
   * @param splits its data, as the model sees them
   * @throws org.vae4j.refusal.BadInputException if no epoch is complete
   */
  public static List<Finding> of(RunFolder folder, Vae vae, DatasetSplits splits)
      throws IOException {
    return of(folder.settings(), folder.info(), MetricsCsv.read(folder.metrics()), vae, splits);
  }
}
