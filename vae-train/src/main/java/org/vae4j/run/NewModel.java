package org.vae4j.run;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.layers.LeanAdam;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.CyclicalSchedule;
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
            model.activation(),
            lossLayer(settings, stepsPerEpoch),
            updater(settings.training()),
            RandomKey.of(settings.training().seed()).with("weights").seed());
    ComputationGraph net = new ComputationGraph(architecture.configuration());
    net.init();
    return Vae.of(net);
  }

  private static VaeLossLayer lossLayer(Settings settings, int stepsPerEpoch) {
    LossSettings loss = settings.loss();
    VaeLossLayer.Builder layer =
        new VaeLossLayer.Builder()
            .latentSize(settings.model().latent())
            .likelihood(loss.likelihood().likelihood())
            .prior(settings.model().prior().prior())
            .freeBits(loss.freeBits());
    if (loss.capacity() == 0) {
      return layer.klWeight(klWeight(settings, stepsPerEpoch)).build();
    }
    int epochs = loss.capacityEpochs() == 0 ? settings.training().epochs() : loss.capacityEpochs();
    return layer
        .klWeight(loss.capacityWeight())
        .klCapacity(rise(loss.capacity(), steps(epochs, stepsPerEpoch)))
        .build();
  }

  private static ISchedule klWeight(Settings settings, int stepsPerEpoch) {
    LossSettings loss = settings.loss();
    if (loss.klCycle() > 0) {
      int cycles = (settings.training().epochs() - 1) / loss.klCycle() + 1;
      return new CyclicalSchedule(
          ScheduleType.ITERATION,
          0,
          loss.klWeight(),
          steps(loss.klCycle(), stepsPerEpoch),
          cycles,
          CyclicalSchedule.RISING);
    }
    return loss.klWarmup() == 0
        ? new FixedSchedule(loss.klWeight())
        : rise(loss.klWeight(), steps(loss.klWarmup(), stepsPerEpoch));
  }

  private static LinearWarmup rise(double end, int steps) {
    return new LinearWarmup(ScheduleType.ITERATION, 0, end, steps);
  }

  /** ND4J counts iterations in an int, and no run gets to the end of it. */
  private static int steps(int epochs, int stepsPerEpoch) {
    return (int) Math.min(Integer.MAX_VALUE, (long) epochs * stepsPerEpoch);
  }

  private static IUpdater updater(TrainingSettings training) {
    return switch (training.optimizer()) {
      case ADAM -> new LeanAdam(training.learningRate());
    };
  }
}
