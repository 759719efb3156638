package org.vae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

class RenamedGraphTest {
  private static final Map<String, String> NAMES =
      Map.of(
          "q", VertexNames.POSTERIOR,
          "code", VertexNames.LATENT,
          "pixels", VertexNames.DECODER_OUTPUT,
          "elbo", VertexNames.LOSS);
  private static final INDArray X = Nd4j.rand(DataType.FLOAT, 4, 6);

  private static DenseLayer dense(int width, Activation activation) {
    return new DenseLayer.Builder().nOut(width).activation(activation).build();
  }

  /** Names that would be in another order by the alphabet. */
  private static ComputationGraph graph() {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.feedForward(6))
                .addLayer("z-hidden", dense(5, Activation.TANH), "image")
                .addLayer("q", dense(4, Activation.IDENTITY), "z-hidden")
                .addLayer("code", new GaussianSamplingLayer.Builder().latentSize(2).build(), "q")
                .addLayer("a-hidden", dense(5, Activation.TANH), "code")
                .addLayer("pixels", dense(6, Activation.IDENTITY), "a-hidden")
                .addLayer(
                    "elbo",
                    new VaeLossLayer.Builder()
                        .latentSize(2)
                        .likelihood(new BernoulliLikelihood())
                        .build(),
                    "pixels",
                    "q")
                .setOutputs("elbo")
                .build());
    net.init();
    return net;
  }

  @Test
  void encodesAndDecodesAsTheGraphDoesBeforeAndAfterTraining() {
    ComputationGraph net = graph();
    Vae vae = Vae.of(net, NAMES);
    for (int round = 0; round < 2; round++) {
      Map<String, INDArray> activations = net.feedForward(X, false);
      INDArray mean = vae.encode(X).mean();
      assertThat(Nd4j.hstack(mean, vae.encode(X).logVariance())).isEqualTo(activations.get("q"));
      assertThat(vae.decoderOutput(mean)).isEqualTo(activations.get("pixels"));
      assertThat(vae.reconstruct(X)).isEqualTo(activations.get("elbo"));
      net.fit(new DataSet(X, X));
    }
  }

  @Test
  void whatTrainsTheModelTrainsTheGraph() {
    ComputationGraph net = graph();
    Vae vae = Vae.of(net, NAMES);
    INDArray before = net.params().dup();
    vae.net().fit(new DataSet(X, X));
    assertThat(net.params()).isNotEqualTo(before).isEqualTo(vae.net().params());
  }

  /** By them a schedule knows how far it is. */
  @Test
  void theCountsAreThoseOfTheGraph() {
    ComputationGraph net = graph();
    net.fit(new DataSet(X, X));
    net.incrementEpochCount();
    Vae vae = Vae.of(net, NAMES);
    assertThat(vae.net().getIterationCount()).isEqualTo(1);
    assertThat(vae.net().getEpochCount()).isEqualTo(1);
  }

  @Test
  void theGraphKeepsItsNames() {
    ComputationGraph net = graph();
    Vae vae = Vae.of(net, NAMES);
    assertThat(net.getLayer("q").conf().getLayer().getLayerName()).isEqualTo("q");
    assertThat(vae.net().getLayer(VertexNames.POSTERIOR).conf().getLayer().getLayerName())
        .isEqualTo(VertexNames.POSTERIOR);
  }

  @Test
  void refusesNamesThatDoNotFit() {
    assertThatThrownBy(() -> Vae.of(graph(), Map.of("p", VertexNames.POSTERIOR)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a vertex 'p' to call 'posterior', found [z-hidden, q,");
    assertThatThrownBy(() -> Vae.of(graph(), Map.of("q", "image")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a name of its own for each vertex");
    assertThatThrownBy(() -> Vae.of(graph(), Map.of("q", "code")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a name of its own for each vertex");
    assertThatThrownBy(() -> Vae.of(graph(), Map.of("q", VertexNames.POSTERIOR)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a graph with a vertex 'z'");
  }
}
