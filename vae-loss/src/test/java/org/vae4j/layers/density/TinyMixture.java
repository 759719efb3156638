package org.vae4j.layers.density;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small graphs around a mixture density. */
final class TinyMixture {
  static final int INPUTS = 4;
  static final int LATENT_SIZE = 2;

  private TinyMixture() {}

  private static NeuralNetConfiguration.Builder settings(DataType type) {
    return new NeuralNetConfiguration.Builder()
        .seed(13)
        .dataType(type)
        .updater(new NoOp())
        .activation(Activation.TANH);
  }

  private static ComputationGraph init(GraphBuilder graph) {
    ComputationGraph net = new ComputationGraph(graph.build());
    net.init();
    return net;
  }

  /** z → log p. */
  static ComputationGraph densityOf(MixtureDensityLayer layer, DataType type) {
    return init(
        settings(type)
            .graphBuilder()
            .addInputs("z")
            .addLayer("logPrior", layer, "z")
            .addLayer("loss", loss(), "logPrior")
            .setOutputs("loss"));
  }

  /** z and components → log p. */
  static ComputationGraph densityOfBoth(int latentSize, DataType type) {
    return init(
        settings(type)
            .graphBuilder()
            .addInputs("z", "components")
            .setInputTypes(
                InputType.feedForward(latentSize), InputType.feedForward(2L * latentSize))
            .addVertex("logPrior", new MixtureDensityVertex(), "z", "components")
            .addLayer("loss", loss(), "logPrior")
            .setOutputs("loss"));
  }

  /** x → z → [decoded | log p(z)], of {@link #INPUTS} + 1 columns. */
  static ComputationGraph learned(
      MixtureDensityLayer layer, DataType type, IUpdater updater, WorkspaceMode workspaces) {
    return init(
        settings(type)
            .updater(updater)
            .trainingWorkspaceMode(workspaces)
            .inferenceWorkspaceMode(workspaces)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.feedForward(INPUTS))
            .addLayer("z", dense(LATENT_SIZE), "x")
            .addLayer("decoded", dense(INPUTS), "z")
            .addLayer("logPrior", layer, "z")
            .addVertex("both", new MergeVertex(), "decoded", "logPrior")
            .addLayer("loss", loss(), "both")
            .setOutputs("loss"));
  }

  /** x and y → z and components → [decoded | log p(z)], where y may have other rows than x. */
  static ComputationGraph given(DataType type, WorkspaceMode workspaces) {
    return init(
        settings(type)
            .trainingWorkspaceMode(workspaces)
            .inferenceWorkspaceMode(workspaces)
            .graphBuilder()
            .addInputs("x", "y")
            .setInputTypes(InputType.feedForward(INPUTS), InputType.feedForward(INPUTS))
            .addLayer("z", dense(LATENT_SIZE), "x")
            .addLayer("decoded", dense(INPUTS), "z")
            .addLayer("components", dense(2 * LATENT_SIZE), "y")
            .addVertex("logPrior", new MixtureDensityVertex(), "z", "components")
            .addVertex("both", new MergeVertex(), "decoded", "logPrior")
            .addLayer("loss", loss(), "both")
            .setOutputs("loss"));
  }

  private static DenseLayer dense(int units) {
    return new DenseLayer.Builder().nOut(units).build();
  }

  private static LossLayer loss() {
    return new LossLayer.Builder(LossFunction.L2).activation(Activation.IDENTITY).build();
  }
}
