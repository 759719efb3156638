package org.vae4j.bench;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** The conv architecture for 28 × 28 in DL4J's own layers and updater with our loss. */
final class Dl4jConvGraph implements Contender {
  private final ComputationGraph net;
  private final DatasetIterator batches;

  Dl4jConvGraph(Dataset train, int batchSize) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(Model.LEARNING_RATE))
            .activation(Activation.RELU)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.convolutionalFlat(28, 28, 1))
            .addLayer("convolution", convolution(32), "x")
            .addLayer("convolution2", convolution(64), "convolution")
            .addLayer("hidden", dense(Model.CONV_HIDDEN), "convolution2")
            .addLayer("posterior", linear(2 * Model.LATENT), "hidden")
            .addLayer(
                "z",
                new GaussianSamplingLayer.Builder().latentSize(Model.LATENT).build(),
                "posterior")
            .addLayer("decoder", dense(Model.CONV_HIDDEN), "z")
            .addLayer("decoder2", dense(7 * 7 * 64), "decoder")
            .addLayer(
                "transposed",
                transposed(32, Activation.RELU),
                new FeedForwardToCnnPreProcessor(7, 7, 64),
                "decoder2")
            .addLayer("transposed2", transposed(1, Activation.IDENTITY), "transposed")
            .addVertex(
                "logits",
                new PreprocessorVertex(new CnnToFeedForwardPreProcessor(28, 28, 1)),
                "transposed2")
            .addLayer(
                "loss",
                new VaeLossLayer.Builder()
                    .latentSize(Model.LATENT)
                    .likelihood(new BernoulliLikelihood())
                    .build(),
                "logits",
                "posterior")
            .setOutputs("loss");
    net = new ComputationGraph(graph.build());
    net.init();
    batches = new DatasetIterator.Builder(train, batchSize).shuffle(1).build();
  }

  private static ConvolutionLayer convolution(int filters) {
    return new ConvolutionLayer.Builder(4, 4).stride(2, 2).padding(1, 1).nOut(filters).build();
  }

  private static Deconvolution2D transposed(int channels, Activation activation) {
    return new Deconvolution2D.Builder(4, 4)
        .stride(2, 2)
        .padding(1, 1)
        .nOut(channels)
        .activation(activation)
        .build();
  }

  private static DenseLayer dense(int width) {
    return new DenseLayer.Builder().nOut(width).build();
  }

  private static DenseLayer linear(int width) {
    return new DenseLayer.Builder().nOut(width).activation(Activation.IDENTITY).build();
  }

  @Override
  public void epoch() {
    net.fit(batches);
  }
}
