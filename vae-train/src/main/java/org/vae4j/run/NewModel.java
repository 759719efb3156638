package org.vae4j.run;

import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.vae4j.layers.LeanAdam;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.train.CosineDecay;

/** The untrained model that settings describe. */
final class NewModel {
  private NewModel() {}

  /**
   * @param features D, the width of x
   * @param stepsPerEpoch parameter updates in an epoch, by which warm-up is counted
   * @param horizonEpochs the length of a schedule over the whole run
   */
  static Vae of(Settings settings, int features, int stepsPerEpoch, int horizonEpochs) {
    ModelSettings model = settings.model();
    MlpArchitecture architecture =
        new MlpArchitecture(
            features,
            model.hidden(),
            model.latent(),
            model.activation(),
            settings.loss().likelihood().likelihood(),
            klWeight(settings.loss(), stepsPerEpoch),
            updater(settings.training(), stepsPerEpoch, horizonEpochs),
            RandomKey.of(settings.training().seed()).with("weights").seed());
    ComputationGraph net = new ComputationGraph(architecture.configuration());
    net.init();
    return Vae.of(net);
  }

  private static ISchedule klWeight(LossSettings loss, int stepsPerEpoch) {
    return loss.klWarmup() == 0
        ? new FixedSchedule(loss.klWeight())
        : new LinearWarmup(
            ScheduleType.ITERATION, 0, loss.klWeight(), steps(loss.klWarmup(), stepsPerEpoch));
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
                      steps(horizonEpochs, stepsPerEpoch)));
        };
    return switch (training.optimizer()) {
      case ADAM -> schedule.map(LeanAdam::new).orElseGet(() -> new LeanAdam(rate));
    };
  }

  /** ND4J counts iterations in an int, and no run gets to the end of it. */
  private static int steps(int epochs, int stepsPerEpoch) {
    return (int) Math.min(Integer.MAX_VALUE, (long) epochs * stepsPerEpoch);
  }
}
