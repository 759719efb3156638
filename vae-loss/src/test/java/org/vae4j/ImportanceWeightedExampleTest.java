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
import org.vae4j.layers.ImportanceWeightedLoss;
import org.vae4j.layers.ImportanceWeightedLossLayer;
import org.vae4j.layers.density.GaussianDensityVertex;
import org.vae4j.layers.density.StandardNormalDensityVertex;
import org.vae4j.loss.bound.BoundTerms;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** The example of several draws that users copy: it compiles, trains, and repeats. */
class ImportanceWeightedExampleTest {
  private static ComputationGraphConfiguration example() {
    ComputationGraphConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(1e-3))
            .activation(Activation.RELU)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.feedForward(64))
            .addLayer("hidden", new DenseLayer.Builder().nOut(100).build(), "x")
            .addLayer(
                "posterior",
                new DenseLayer.Builder().nOut(2 * 50).activation(Activation.IDENTITY).build(),
                "hidden")
            .addLayer(
                "z",
                new GaussianSamplingLayer.Builder().latentSize(50).samples(5).build(),
                "posterior")
            .addVertex("logPosterior", new GaussianDensityVertex(), "z", "posterior")
            .addVertex("logPrior", new StandardNormalDensityVertex(), "z")
            .addLayer("decoder", new DenseLayer.Builder().nOut(100).build(), "z")
            .addLayer(
                "logits",
                new DenseLayer.Builder().nOut(64).activation(Activation.IDENTITY).build(),
                "decoder")
            .addLayer(
                "loss",
                new ImportanceWeightedLossLayer.Builder()
                    .samples(5)
                    .likelihood(new BernoulliLikelihood())
                    .build(),
                "logits",
                "logPosterior",
                "logPrior")
            .setOutputs("loss")
            .build();
    return conf;
  }

  /** Four prototypes with a little noise: something that can be learned in a few steps. */
  private static DataSet images() {
    SeededMatrices random = new SeededMatrices(91, DataType.FLOAT);
    INDArray prototypes = random.oneOf(4, 64, 0.1, 0.9);
    INDArray x = random.uniform(60, 64, -0.1, 0.1);
    for (int i = 0; i < 60; i++) {
      x.getRow(i).addi(prototypes.getRow(i % 4));
    }
    return new DataSet(x, x);
  }

  private static ComputationGraph trained(WorkspaceMode workspaces, int epochs) {
    ComputationGraphConfiguration conf = example();
    conf.setTrainingWorkspaceMode(workspaces);
    conf.setInferenceWorkspaceMode(workspaces);
    ComputationGraph net = new ComputationGraph(conf);
    net.init();
    net.fit(new ListDataSetIterator<>(images().asList(), 20), epochs);
    return net;
  }

  @Test
  void trains() {
    ComputationGraph net = new ComputationGraph(example());
    net.init();
    net.fit(images());
    BoundTerms before = ImportanceWeightedLoss.of(net).boundTerms();
    BoundTerms after = ImportanceWeightedLoss.of(trained(WorkspaceMode.ENABLED, 25)).boundTerms();

    // A pixel costs ln 2 at first, 44 in all; the prototypes' entropy is about 0.35 · 64 = 22.
    assertThat(before.objective()).isGreaterThan(44);
    assertThat(after.objective()).isLessThan(38);
    assertThat(after.objective()).isLessThan(after.total());
    assertThat(after.effectiveSampleSize()).isBetween(1.0, 5.0);
  }

  @Test
  void outputIsTheMeanOfTheImagesAtEachDraw() {
    INDArray output = trained(WorkspaceMode.ENABLED, 2).outputSingle(images().getFeatures());

    assertThat(output.shape()).containsExactly(5 * 60, 64);
    assertThat(output.minNumber().doubleValue()).isPositive();
    assertThat(output.maxNumber().doubleValue()).isLessThan(1);
  }

  @Test
  void theSameSeedGivesTheSameBitsWithAndWithoutWorkspaces() {
    INDArray first = trained(WorkspaceMode.ENABLED, 2).params();

    assertSameBits("again", trained(WorkspaceMode.ENABLED, 2).params(), first);
    assertSameBits("without workspaces", trained(WorkspaceMode.NONE, 2).params(), first);
  }
}
