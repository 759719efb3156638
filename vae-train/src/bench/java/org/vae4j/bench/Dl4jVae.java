package org.vae4j.bench;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;

/** DL4J's own {@code VariationalAutoencoder} layer. */
final class Dl4jVae implements Contender {
  private final MultiLayerNetwork net;
  private final DatasetIterator batches;
  private int epoch;

  Dl4jVae(Dataset train, int batchSize) {
    net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(Model.LEARNING_RATE))
                .list()
                .layer(
                    new VariationalAutoencoder.Builder()
                        .nIn(train.features())
                        .nOut(Model.LATENT)
                        .encoderLayerSizes(Model.HIDDEN)
                        .decoderLayerSizes(Model.HIDDEN)
                        .activation(Activation.RELU)
                        .pzxActivationFunction(Activation.IDENTITY)
                        .reconstructionDistribution(
                            new BernoulliReconstructionDistribution(Activation.SIGMOID))
                        .build())
                .build());
    net.init();
    batches = new DatasetIterator.Builder(train, batchSize).shuffle(1).build();
  }

  @Override
  public void epoch() {
    batches.setEpoch(epoch++);
    while (batches.hasNext()) {
      net.pretrainLayer(0, batches.next().getFeatures());
    }
  }
}
