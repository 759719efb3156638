package org.vae4j.run;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.datasets.ImageShape;
import org.vae4j.layers.LeanAdam;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.model.Architecture;
import org.vae4j.model.ConvArchitecture;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/** The untrained model that settings describe. */
final class NewModel {
  private NewModel() {}

  /**
   * @param image the shape of one x
   * @param stepsPerEpoch parameter updates in an epoch, by which warm-up is counted
   * @throws BadInputException if the architecture cannot take such images
   */
  static Vae of(Settings settings, ImageShape image, int stepsPerEpoch) {
    ComputationGraph net =
        new ComputationGraph(architecture(settings, image, stepsPerEpoch).configuration());
    net.init();
    return Vae.of(net);
  }

  private static Architecture architecture(Settings settings, ImageShape image, int stepsPerEpoch) {
    ModelSettings model = settings.model();
    Likelihood likelihood = settings.loss().likelihood().likelihood();
    ISchedule klWeight = klWeight(settings.loss(), stepsPerEpoch);
    IUpdater updater = updater(settings.training());
    long seed = RandomKey.of(settings.training().seed()).with("weights").seed();
    return switch (model.architecture()) {
      case MLP ->
          new MlpArchitecture(
              image.size(),
              model.hidden(),
              model.latent(),
              model.activation(),
              likelihood,
              klWeight,
              updater,
              seed);
      case CONV ->
          new ConvArchitecture(
              convolutional(image),
              model.hidden(),
              model.latent(),
              model.activation(),
              likelihood,
              klWeight,
              updater,
              seed);
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
