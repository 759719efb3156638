package org.vae4j.bench;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** A graph of DL4J's own layers and updater with our loss, as a library user writes it. */
final class Dl4jGraph implements Contender {
  private final ComputationGraph net;
  private final DatasetIterator batches;

  Dl4jGraph(Dataset train, int batchSize) {
    net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(Model.LEARNING_RATE))
                .activation(Activation.RELU)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(train.features()))
                .addLayer("hidden", new DenseLayer.Builder().nOut(Model.HIDDEN).build(), "x")
                .addLayer("posterior", linear(2 * Model.LATENT), "hidden")
                .addLayer(
                    "z",
                    new GaussianSamplingLayer.Builder().latentSize(Model.LATENT).build(),
                    "posterior")
                .addLayer("decoder", new DenseLayer.Builder().nOut(Model.HIDDEN).build(), "z")
                .addLayer("logits", linear(train.features()), "decoder")
                .addLayer(
                    "loss",
                    new VaeLossLayer.Builder()
                        .latentSize(Model.LATENT)
                        .likelihood(new BernoulliLikelihood())
                        .build(),
                    "logits",
                    "posterior")
                .setOutputs("loss")
                .build());
    net.init();
    batches = new DatasetIterator.Builder(train, batchSize).shuffle(1).build();
  }

  private static DenseLayer linear(int width) {
    return new DenseLayer.Builder().nOut(width).activation(Activation.IDENTITY).build();
  }

  @Override
  public void epoch() {
    net.fit(batches);
  }
}
