package org.vae4j.bench;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.nd4j.linalg.activations.Activation;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.model.Architecture;
import org.vae4j.model.ConvArchitecture;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Objective;

/** The models that contenders train, with ReLU and Adam. */
final class Model {
  static final int HIDDEN = 400;
  static final int CONV_HIDDEN = 256;
  static final int LATENT = 20;
  static final double LEARNING_RATE = 1e-3;

  private Model() {}

  /** 784-400-20-400-784, or other widths. */
  static Architecture mlp(int features, int hidden, int latent) {
    return MlpArchitecture.of(features, latent, new BernoulliLikelihood())
        .withHidden(hidden)
        .withUpdater(new LeanAdam(LEARNING_RATE));
  }

  /** Convolutions of 32 and 64 filters, a dense layer of 256, and their mirror. */
  static Architecture conv() {
    return new ConvArchitecture(
        (InputTypeConvolutional) InputType.convolutional(28, 28, 1),
        List.of(CONV_HIDDEN),
        Activation.RELU,
        Objective.of(
            new VaeLossLayer.Builder()
                .latentSize(LATENT)
                .likelihood(new BernoulliLikelihood())
                .build()),
        new LeanAdam(LEARNING_RATE),
        1);
  }
}
