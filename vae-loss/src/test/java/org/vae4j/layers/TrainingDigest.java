package org.vae4j.layers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.layers.lean.LeanConvolutionLayer;
import org.vae4j.layers.lean.LeanDenseLayer;
import org.vae4j.layers.lean.LeanMergeVertex;
import org.vae4j.layers.lean.LeanStep;
import org.vae4j.layers.lean.LeanTransposedConvolutionLayer;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/**
 * A program that trains three small networks and prints the SHA-256 of the parameters of each, for
 * {@link SameBitsTest}, which runs it in Javas of several kinds. The first is a VAE of our layers,
 * the second has convolutions, the third is the first with DL4J's dense layers, so that no matrix
 * product is ours.
 *
 * <p>Arguments: steps, examples of a batch.
 */
final class TrainingDigest {
  private static final int FEATURES = 781; // the last vector of a row is a part of one
  private static final int SIDE = 28;
  private static final int HIDDEN = 200; // so many parameters that the cores share a step
  private static final int LATENT = 5;

  private TrainingDigest() {}

  public static void main(String[] arguments) throws NoSuchAlgorithmException {
    int steps = Integer.parseInt(arguments[0]);
    int batch = Integer.parseInt(arguments[1]);
    System.out.println(digest(net(LeanDenseLayer.Builder::new), FEATURES, steps, batch));
    System.out.println(digest(convolutions(), SIDE * SIDE, steps, batch));
    System.out.println(digest(net(DenseLayer.Builder::new), FEATURES, steps, batch));
  }

  private static String digest(ComputationGraph net, int features, int steps, int batch)
      throws NoSuchAlgorithmException {
    Nd4j.getRandom().setSeed(1);
    INDArray x = Nd4j.rand(DataType.FLOAT, batch, features);
    LeanStep step = new LeanStep(net);
    for (int i = 0; i < steps; i++) {
      step.fit(new DataSet(x, x));
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (float parameter : net.params().toFloatVector()) {
      digest.update(
          Integer.toHexString(Float.floatToIntBits(parameter)).getBytes(StandardCharsets.US_ASCII));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static ComputationGraph net(Supplier<FeedForwardLayer.Builder<?>> dense) {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new LeanAdam(1e-2))
                .activation(Activation.RELU)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(FEATURES))
                .addLayer("hidden", rectified(dense), "x")
                .addLayer("posterior", linear(dense, 2 * LATENT), "hidden")
                .addLayer(
                    "z",
                    new GaussianSamplingLayer.Builder().latentSize(LATENT).build(),
                    "posterior")
                .addLayer("decoder", rectified(dense), "z")
                .addLayer("logits", linear(dense, FEATURES), "decoder")
                .addVertex("merged", new LeanMergeVertex(), "logits", "posterior")
                .addLayer(
                    "loss",
                    new VaeLossLayer.Builder()
                        .latentSize(LATENT)
                        .likelihood(new BernoulliLikelihood())
                        .build(),
                    "merged")
                .setOutputs("loss")
                .build());
    net.init();
    return net;
  }

  private static ComputationGraph convolutions() {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new LeanAdam(1e-2))
                .activation(Activation.RELU)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.convolutionalFlat(SIDE, SIDE, 1))
                .addLayer(
                    "convolution",
                    new LeanConvolutionLayer.Builder()
                        .kernelSize(4, 4)
                        .stride(2, 2)
                        .padding(1, 1)
                        .nOut(16)
                        .build(),
                    "x")
                .addLayer(
                    "transposed",
                    new LeanTransposedConvolutionLayer.Builder()
                        .kernelSize(4, 4)
                        .stride(2, 2)
                        .padding(1, 1)
                        .nOut(1)
                        .build(),
                    "convolution")
                .addLayer(
                    "loss",
                    new LossLayer.Builder(new LossL2()).activation(Activation.IDENTITY).build(),
                    new CnnToFeedForwardPreProcessor(SIDE, SIDE, 1),
                    "transposed")
                .setOutputs("loss")
                .build());
    net.init();
    return net;
  }

  private static FeedForwardLayer rectified(Supplier<FeedForwardLayer.Builder<?>> dense) {
    return dense.get().nOut(HIDDEN).build();
  }

  private static FeedForwardLayer linear(Supplier<FeedForwardLayer.Builder<?>> dense, int width) {
    return dense.get().nOut(width).activation(Activation.IDENTITY).build();
  }
}
