package org.vae4j.run;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.datasets.ImageShape;
import org.vae4j.layers.ColumnEncoding;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.layers.rows.PseudoInputs;
import org.vae4j.model.Architecture;
import org.vae4j.model.ConvArchitecture;
import org.vae4j.model.CountArchitecture;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Objective;
import org.vae4j.model.TableArchitecture;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.refusal.BadInputException;
import org.vae4j.refusal.Ranges;
import org.vae4j.settings.ArchitectureName;
import org.vae4j.settings.LikelihoodName;
import org.vae4j.settings.ModelSettings;
import org.vae4j.settings.PriorName;
import org.vae4j.settings.Settings;
import org.vae4j.settings.TrainingSettings;
import org.vae4j.train.CosineDecay;

/** The untrained model that settings describe. */
final class NewModel {
  private NewModel() {}

  /**
   * @param train by which the model is made: the shape of one x, what its values mean if it is a
   *     row of a table, and of counts how large they are
   * @param stepsPerEpoch parameter updates in an epoch, by which warm-up is counted
   * @param horizonEpochs the length of a schedule over the whole run
   * @throws BadInputException if the architecture cannot take such images
   */
  static Vae of(Settings settings, Dataset train, int stepsPerEpoch, int horizonEpochs) {
    Vae vae = Vae.untrained(architecture(settings, train, stepsPerEpoch, horizonEpochs));
    if (settings.model().prior() == PriorName.VAMP) {
      startPseudoInputs(vae, train, RandomKey.of(settings.training().seed()).with("pseudo-inputs"));
    }
    return vae;
  }

  /** At examples, each another one: from noise they would take long to get there. */
  private static void startPseudoInputs(Vae vae, Dataset train, RandomKey key) {
    PseudoInputs inputs = PseudoInputs.of(vae.net());
    int[] order = key.permutation(train.size());
    float[][] examples = new float[inputs.layerConf().getCount()][train.features()];
    ExampleReader reader = train.reader();
    for (int c = 0; c < examples.length; c++) {
      reader.read(order[c], 0, examples[c], 0);
    }
    inputs.startAt(Nd4j.createFromArray(examples));
  }

  /**
   * The same as a description.
   *
   * @throws BadInputException if settings and data do not go together
   */
  static Architecture architecture(
      Settings settings, Dataset train, int stepsPerEpoch, int horizonEpochs) {
    ImageShape image = train.shape();
    List<Column> columns = train.columns();
    ModelSettings model = settings.model();
    Objective objective = NewObjective.of(settings, train, stepsPerEpoch, horizonEpochs);
    IUpdater updater = updater(settings.training(), stepsPerEpoch, horizonEpochs);
    long seed = RandomKey.of(settings.training().seed()).with("weights").seed();
    if (settings.loss().likelihood() == LikelihoodName.TABLE) {
      Ranges.require(
          model.architecture() == ArchitectureName.MLP,
          "architecture",
          "mlp beside --likelihood table",
          model.architecture());
      return new TableArchitecture(
          columns.stream().map(NewModel::encoding).toList(),
          model.hidden().lower(),
          model.activation(),
          objective,
          updater,
          seed);
    }
    return switch (model.architecture()) {
      case MLP ->
          settings.loss().likelihood() == LikelihoodName.POISSON
              ? new CountArchitecture(
                  CountColumns.of(train),
                  model.hidden().lower(),
                  model.activation(),
                  objective,
                  updater,
                  seed)
              : new MlpArchitecture(
                  image.size(),
                  model.hidden().lower(),
                  model.activation(),
                  objective,
                  updater,
                  seed);
      case CONV ->
          new ConvArchitecture(
              convolutional(image),
              model.hidden().lower(),
              model.activation(),
              objective,
              updater,
              seed);
    };
  }

  private static ColumnEncoding encoding(Column column) {
    return switch (column.kind()) {
      case NUMBER -> ColumnEncoding.of(ColumnEncoding.Kind.IDENTITY);
      case HEAVY_TAILED -> ColumnEncoding.of(ColumnEncoding.Kind.ASINH);
      case COUNT -> ColumnEncoding.of(ColumnEncoding.Kind.LOG1P);
      case CATEGORY -> ColumnEncoding.oneHot(column.categories().size());
    };
  }

  private static InputTypeConvolutional convolutional(ImageShape image) {
    Ranges.require(
        Math.min(image.height(), image.width()) >= 2,
        "architecture conv",
        "images of at least 2x2",
        image);
    return (InputTypeConvolutional)
        InputType.convolutional(image.height(), image.width(), image.channels());
  }

  private static IUpdater updater(TrainingSettings training, int stepsPerEpoch, int horizonEpochs) {
    double rate = training.learningRate();
    Optional<ISchedule> schedule =
        switch (training.lrSchedule()) {
          // on a plateau the trainer sets it, by the validation loss
          case CONSTANT, PLATEAU -> Optional.empty();
          case STEP ->
              Optional.of(
                  new StepSchedule(
                      ScheduleType.EPOCH, rate, training.lrFactor(), training.lrStepEpochs()));
          case COSINE ->
              Optional.of(
                  new CosineDecay(
                      ScheduleType.ITERATION,
                      rate,
                      rate * training.lrFinal(),
                      NewObjective.steps(horizonEpochs, stepsPerEpoch)));
        };
    return switch (training.optimizer()) {
      case ADAM -> schedule.map(LeanAdam::new).orElseGet(() -> new LeanAdam(rate));
    };
  }
}
