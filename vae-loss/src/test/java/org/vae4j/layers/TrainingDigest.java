package org.vae4j.layers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/**
 * A program that trains a small VAE of our layers and prints the SHA-256 of its parameters, for
 * {@link SameBitsTest}, which runs it in Javas of several kinds.
 */
final class TrainingDigest {
  private static final int STEPS = 4;
  private static final int BATCH = 128;
  private static final int FEATURES = 781; // the last vector of a row is a part of one
  private static final int HIDDEN = 200; // so many parameters that the cores share a step
  private static final int LATENT = 5;

  private TrainingDigest() {}

  public static void main(String[] arguments) throws NoSuchAlgorithmException {
    ComputationGraph net = net();
    Nd4j.getRandom().setSeed(1);
    INDArray x = Nd4j.rand(DataType.FLOAT, BATCH, FEATURES);
    LeanStep step = new LeanStep(net);
    for (int i = 0; i < STEPS; i++) {
      step.fit(new DataSet(x, x));
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (float parameter : net.params().toFloatVector()) {
      digest.update(
          Integer.toHexString(Float.floatToIntBits(parameter)).getBytes(StandardCharsets.US_ASCII));
    }
    System.out.println(HexFormat.of().formatHex(digest.digest()));
  }

  private static ComputationGraph net() {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new LeanAdam(1e-2))
                .activation(Activation.RELU)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(FEATURES))
                .addLayer("hidden", new LeanDenseLayer.Builder().nOut(HIDDEN).build(), "x")
                .addLayer("posterior", linear(2 * LATENT), "hidden")
                .addLayer(
                    "z",
                    new GaussianSamplingLayer.Builder().latentSize(LATENT).build(),
                    "posterior")
                .addLayer("decoder", new LeanDenseLayer.Builder().nOut(HIDDEN).build(), "z")
                .addLayer("logits", linear(FEATURES), "decoder")
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

  private static LeanDenseLayer linear(int width) {
    return new LeanDenseLayer.Builder().nOut(width).activation(Activation.IDENTITY).build();
  }
}
