package org.vae4j.layers.density;

import static org.vae4j.Closeness.assertClose;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.Golden;

/** Densities and gradients of a mixture against PyTorch's autograd. */
class MixtureGoldenTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  /**
   * In float the inputs are rounded by 6e-8, and a density of size 10 passes that on times |z −
   * mean| / variance, up to about 20 here.
   */
  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? 1e-10 : 3e-6;
  }

  private static INDArray values(Golden block, String field, DataType type) {
    return Nd4j.createFromArray(block.matrix(field)).castTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "mixtureDensity, DOUBLE",
    "mixtureDensity, FLOAT",
    "mixtureDensityWeighted, DOUBLE",
    "mixtureDensityWeighted, FLOAT"
  })
  void theLayerAgrees(String name, DataType type) {
    Golden block = Golden.objective(name);
    boolean weighted = name.endsWith("Weighted");
    INDArray z = values(block, "z", type);
    INDArray components = values(block, "components", type);
    ComputationGraph net =
        TinyMixture.densityOf(
            new MixtureDensityLayer.Builder()
                .latentSize((int) z.size(1))
                .components((int) components.size(0))
                .learnedWeights(weighted)
                .build(),
            type);
    net.getParam("logPrior_components").assign(components);
    if (weighted) {
      INDArray logits = net.getParam("logPrior_weights");
      logits.assign(
          Nd4j.createFromArray(block.vector("weightLogits")).castTo(type).reshape(logits.shape()));
    }
    net.initGradientsView();
    MixtureDensity layer = MixtureDensity.of(net);

    layer.setInput(z, NONE);
    INDArray densities = layer.activate(true, NONE);
    Pair<Gradient, INDArray> gradients =
        layer.backpropGradient(values(block, "upstream", type), NONE);

    double tolerance = tolerance(type);
    assertClose("log p", densities, block.matrix("output"), tolerance);
    assertClose("by z", gradients.getSecond(), block.matrix("d_z"), tolerance);
    Gradient byParameters = gradients.getFirst();
    assertClose(
        "by components",
        byParameters.getGradientFor("components"),
        block.matrix("d_components"),
        tolerance);
    if (weighted) {
      assertClose(
          "by logits",
          byParameters.getGradientFor("weights"),
          block.vector("d_weightLogits"),
          tolerance);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void theVertexAgrees(DataType type) {
    Golden block = Golden.objective("mixtureDensity");
    INDArray z = values(block, "z", type);
    INDArray components = values(block, "components", type);
    GraphVertex vertex = TinyMixture.densityOfBoth((int) z.size(1), type).getVertex("logPrior");

    vertex.setInputs(z, components);
    INDArray densities = vertex.doForward(true, NONE);
    vertex.setEpsilon(values(block, "upstream", type));
    INDArray[] gradients = vertex.doBackward(false, NONE).getSecond();

    double tolerance = tolerance(type);
    assertClose("log p", densities, block.matrix("output"), tolerance);
    assertClose("by z", gradients[0], block.matrix("d_z"), tolerance);
    assertClose("by components", gradients[1], block.matrix("d_components"), tolerance);
  }
}
