package org.vae4j.layers.lean;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Copies and nothing else: the same bits as DL4J's vertex, in both types. */
class LeanMergeTest {
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void mergesAsMergeVertexDoes(DataType type) {
    ComputationGraph lean = net(new LeanMergeVertex(), type);
    ComputationGraph plain = net(new MergeVertex(), type);
    INDArray x = Nd4j.rand(type, 6, 4);
    INDArray y = Nd4j.rand(type, 6, 2);
    for (int step = 0; step < 4; step++) {
      assertThat(lean.outputSingle(x)).isEqualTo(plain.outputSingle(x));
      lean.fit(new DataSet(x, y));
      plain.fit(new DataSet(x, y));
    }
    assertThat(lean.params()).isEqualTo(plain.params());
  }

  @Test
  void survivesJson() {
    ComputationGraphConfiguration configuration =
        net(new LeanMergeVertex(), DataType.FLOAT).getConfiguration();
    ComputationGraphConfiguration restored =
        ComputationGraphConfiguration.fromJson(configuration.toJson());
    assertThat(restored).isEqualTo(configuration);
    assertThat(restored.getVertices().get("both")).isInstanceOf(LeanMergeVertex.class);
  }

  private static ComputationGraph net(MergeVertex merge, DataType type) {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .updater(new Sgd(0.1))
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(4))
                .addLayer("a", new DenseLayer.Builder().nOut(5).build(), "x")
                .addLayer("b", new DenseLayer.Builder().nOut(3).build(), "x")
                .addVertex("both", merge, "a", "b")
                .addLayer(
                    "y",
                    new OutputLayer.Builder(LossFunctions.LossFunction.L2)
                        .activation(Activation.IDENTITY)
                        .nOut(2)
                        .build(),
                    "both")
                .setOutputs("y")
                .build());
    net.init();
    return net;
  }
}
