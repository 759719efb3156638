package org.vae4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.vae4j.cli.CommandRun;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;

class RunReportTest {
  @TempDir private Path temporary;

  /** A network of the user's own, in a run's folder. */
  @Test
  void leavesOutWhatTakesAPriorOfItsOwn() throws IOException {
    Path run = temporary.resolve("run");
    CommandRun training =
        CommandRun.of(
            "train", "--epochs", 1, "--limit", 100, "--hidden", "8", "--quiet", "--run-dir", run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    RunFolder folder = RunFolder.open(run);
    Dataset test =
        RunData.part(folder, Optional.empty(), DownloadListener.NONE).examples().take(50);

    Vae vae = withPriorOfTheInput(test.shape().size());
    RunReport.write(
        folder, vae, RunData.Part.ownTest(test), Optional.empty(), true, folder.report());
    assertThat(Files.readString(folder.report()))
        .contains("The prior depends on an input of the network.")
        .contains("<h3>Reconstructions", "Where the examples lie")
        .doesNotContain("<h3>Samples", "<h3>Traversals", "<h3>Interpolations", "<h3>Manifold")
        .doesNotContain("KL of each latent unit");

    Pictures pictures = new Pictures(vae, test);
    assertThatThrownBy(() -> pictures.samples(2, 1))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a prior of its own");
    assertThatThrownBy(() -> pictures.traversal(List.of(0), 3))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a prior of its own");
  }

  private static Vae withPriorOfTheInput(int features) {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(features))
                .addLayer("posterior", new DenseLayer.Builder().nOut(4).build(), "x")
                .addLayer("prior", new DenseLayer.Builder().nOut(4).build(), "x")
                .addLayer(
                    "z", new GaussianSamplingLayer.Builder().latentSize(2).build(), "posterior")
                .addLayer("logits", new DenseLayer.Builder().nOut(features).build(), "z")
                .addLayer(
                    "loss",
                    new VaeLossLayer.Builder()
                        .latentSize(2)
                        .likelihood(new BernoulliLikelihood())
                        .prior(Prior.input())
                        .build(),
                    "logits",
                    "posterior",
                    "prior")
                .setOutputs("loss")
                .build());
    net.init();
    return Vae.of(net);
  }
}
