package org.vae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.vae4j.SmallVae;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

class MlpArchitectureTest {
  @Test
  void hasTheParametersOfTheStandardModel() {
    ComputationGraph net = graph(architecture(784, List.of(400), 20));
    // 784·400 + 400 + 400·40 + 40 + 20·400 + 400 + 400·784 + 784
    assertThat(net.numParams()).isEqualTo(652_824);
  }

  @Test
  void mirrorsTheEncoder() {
    ComputationGraph net = graph(SmallVae.architecture(1));
    assertThat(net.getLayer("hidden").getParam("W").shape()).containsExactly(20, 16);
    assertThat(net.getLayer("hidden2").getParam("W").shape()).containsExactly(16, 8);
    assertThat(net.getLayer("decoder").getParam("W").shape()).containsExactly(3, 8);
    assertThat(net.getLayer("decoder2").getParam("W").shape()).containsExactly(8, 16);
    assertThat(net.getLayer("logits").getParam("W").shape()).containsExactly(16, 20);
  }

  @Test
  void startsFromTheSeed() {
    assertThat(graph(SmallVae.architecture(5)).params())
        .isEqualTo(graph(SmallVae.architecture(5)).params())
        .isNotEqualTo(graph(SmallVae.architecture(6)).params());
  }

  @Test
  void survivesJson() {
    ComputationGraphConfiguration configuration = SmallVae.architecture(5).configuration();
    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);
  }

  @Test
  void takesALossOfDl4jForTheLikelihood() {
    VaeLossLayer loss =
        new VaeLossLayer.Builder().latentSize(2).reconstruction(new LossL2()).build();
    ComputationGraph net =
        graph(
            new MlpArchitecture(
                6, List.of(8), Activation.RELU, Objective.of(loss), new LeanAdam(1e-3), 1));
    assertThat(net.getLayer("logits").getParam("W").shape()).containsExactly(8, 6);
  }

  @Test
  void needsAHiddenLayer() {
    assertThatThrownBy(() -> architecture(784, List.of(), 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one hidden layer");
  }

  private static MlpArchitecture architecture(int features, List<Integer> hidden, int latent) {
    return new MlpArchitecture(
        features,
        hidden,
        Activation.RELU,
        Objective.of(
            new VaeLossLayer.Builder()
                .latentSize(latent)
                .likelihood(new BernoulliLikelihood())
                .build()),
        new LeanAdam(1e-3),
        1);
  }

  private static ComputationGraph graph(MlpArchitecture architecture) {
    ComputationGraph net = new ComputationGraph(architecture.configuration());
    net.init();
    return net;
  }
}
