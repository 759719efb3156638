package org.vae4j.run;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.vae4j.datasets.ImageShape;
import org.vae4j.layers.LeanAdam;
import org.vae4j.layers.VaeLossLayer;
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
    VaeLossLayer loss = LossLayer.of(settings, stepsPerEpoch);
    IUpdater updater = updater(settings.training());
    long seed = RandomKey.of(settings.training().seed()).with("weights").seed();
    return switch (model.architecture()) {
      case MLP ->
          new MlpArchitecture(
              image.size(), model.hidden(), model.activation(), loss, updater, seed);
      case CONV ->
          new ConvArchitecture(
              convolutional(image), model.hidden(), model.activation(), loss, updater, seed);
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

  private static IUpdater updater(TrainingSettings training) {
    return switch (training.optimizer()) {
      case ADAM -> new LeanAdam(training.learningRate());
    };
  }
}
