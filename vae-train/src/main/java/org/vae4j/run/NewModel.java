package org.vae4j.run;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.layers.LeanAdam;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/** The untrained model that settings describe. */
final class NewModel {
  private NewModel() {}

  /**
   * @param features D, the width of x
   * @param stepsPerEpoch parameter updates in an epoch, by which warm-up is counted
   */
  static Vae of(Settings settings, int features, int stepsPerEpoch) {
    ModelSettings model = settings.model();
    MlpArchitecture architecture =
        new MlpArchitecture(
            features,
            model.hidden(),
            model.latent(),
            model.activation(),
            settings.loss().likelihood().likelihood(),
            klWeight(settings.loss(), stepsPerEpoch),
            updater(settings.training()),
            RandomKey.of(settings.training().seed()).with("weights").seed());
    ComputationGraph net = new ComputationGraph(architecture.configuration());
    net.init();
    return Vae.of(net);
  }

  private static ISchedule klWeight(LossSettings loss, int stepsPerEpoch) {
    return loss.klWarmup() == 0
        ? new FixedSchedule(loss.klWeight())
        : new LinearWarmup(
            ScheduleType.ITERATION,
            0,
            loss.klWeight(),
            // ND4J counts iterations in an int, and no run gets to the end of it
            (int) Math.min(Integer.MAX_VALUE, (long) loss.klWarmup() * stepsPerEpoch));
  }

  private static IUpdater updater(TrainingSettings training) {
    return switch (training.optimizer()) {
      case ADAM -> new LeanAdam(training.learningRate());
    };
  }
}
