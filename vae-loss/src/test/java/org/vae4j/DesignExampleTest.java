package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertSameBits;

import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** The example that users copy: it compiles, trains, and repeats. */
class DesignExampleTest {
  private static ComputationGraphConfiguration example() {
    ComputationGraphConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(1e-3))
            .activation(Activation.RELU)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.feedForward(784))
            .addLayer("hidden", new DenseLayer.Builder().nOut(400).build(), "x")
            .addLayer(
                "posterior",
                new DenseLayer.Builder().nOut(2 * 20).activation(Activation.IDENTITY).build(),
                "hidden")
            .addLayer("z", new GaussianSamplingLayer.Builder().latentSize(20).build(), "posterior")
            .addLayer("decoder", new DenseLayer.Builder().nOut(400).build(), "z")
            .addLayer(
                "logits",
                new DenseLayer.Builder().nOut(784).activation(Activation.IDENTITY).build(),
                "decoder")
            .addLayer(
                "loss",
                new VaeLossLayer.Builder()
                    .latentSize(20)
                    .likelihood(new BernoulliLikelihood())
                    .build(),
                "logits",
                "posterior")
            .setOutputs("loss")
            .build();
    return conf;
  }

  /** Four prototypes with a little noise: something that can be learned in a few steps. */
  private static DataSet images() {
    SeededMatrices random = new SeededMatrices(90, DataType.FLOAT);
    INDArray prototypes = random.oneOf(4, 784, 0.1, 0.9);
    INDArray x = random.uniform(64, 784, -0.1, 0.1);
    for (int i = 0; i < 64; i++) {
      x.getRow(i).addi(prototypes.getRow(i % 4));
    }
    return new DataSet(x, x);
  }

  private static ComputationGraph trained(WorkspaceMode workspaces) {
    ComputationGraphConfiguration conf = example();
    conf.setTrainingWorkspaceMode(workspaces);
    conf.setInferenceWorkspaceMode(workspaces);
    ComputationGraph net = new ComputationGraph(conf);
    net.init();
    net.fit(new ListDataSetIterator<>(images().asList(), 20), 3);
    return net;
  }

  @Test
  void trains() {
    ComputationGraph net = new ComputationGraph(example());
    net.init();
    DataSet batch = images();
    double before = net.score(batch);
    for (int step = 0; step < 15; step++) {
      net.fit(batch);
    }

    // A pixel costs ln 2 at first, 543 in all; the prototypes' entropy is about 0.35 · 784 = 270.
    assertThat(before).isGreaterThan(500);
    assertThat(net.score(batch)).isLessThan(450);
  }

  @Test
  void outputIsTheMeanOfTheImages() {
    ComputationGraph net = trained(WorkspaceMode.ENABLED);

    INDArray[] output = net.output(images().getFeatures());

    assertThat(output).hasSize(1);
    assertThat(output[0].shape()).containsExactly(64, 784);
    assertThat(output[0].minNumber().doubleValue()).isPositive();
    assertThat(output[0].maxNumber().doubleValue()).isLessThan(1);
  }

  @Test
  void theSameSeedGivesTheSameBitsWithAndWithoutWorkspaces() {
    INDArray first = trained(WorkspaceMode.ENABLED).params();

    assertSameBits("again", trained(WorkspaceMode.ENABLED).params(), first);
    assertSameBits("without workspaces", trained(WorkspaceMode.NONE).params(), first);
  }
}
