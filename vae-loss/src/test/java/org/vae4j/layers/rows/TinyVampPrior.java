package org.vae4j.layers.rows;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.density.MixtureDensityVertex;
import org.vae4j.layers.lean.LeanDenseLayer;

/**
 * x with the pseudo-inputs under it → encoder → posteriors of all; z of those of x → decoder, and
 * those of the pseudo-inputs are the prior. Output {@code [decoded | log p(z)]}.
 */
final class TinyVampPrior {
  static final int FEATURES = 6;
  static final int PSEUDO_INPUTS = 3;
  private static final int LATENT_SIZE = 2;
  private static final int HIDDEN = 5;

  private DataType type = DataType.DOUBLE;
  private IUpdater updater = new NoOp();
  private WorkspaceMode workspaces = WorkspaceMode.ENABLED;
  private Activation activation = Activation.TANH;
  private boolean lean;

  TinyVampPrior type(DataType type) {
    this.type = type;
    return this;
  }

  TinyVampPrior updater(IUpdater updater) {
    this.updater = updater;
    return this;
  }

  TinyVampPrior workspaces(WorkspaceMode workspaces) {
    this.workspaces = workspaces;
    return this;
  }

  TinyVampPrior activation(Activation activation) {
    this.activation = activation;
    return this;
  }

  /** With {@link LeanDenseLayer} in place of DL4J's own. */
  TinyVampPrior lean() {
    this.lean = true;
    return this;
  }

  ComputationGraph net() {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(14)
                .dataType(type)
                .updater(updater)
                .trainingWorkspaceMode(workspaces)
                .inferenceWorkspaceMode(workspaces)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(FEATURES))
                .addLayer("pseudo", pseudoInputs(), "x")
                .addVertex("stacked", new StackRowsVertex(), "x", "pseudo")
                .addLayer("hidden", dense(HIDDEN, activation), "stacked")
                .addLayer("posteriors", dense(2 * LATENT_SIZE, Activation.IDENTITY), "hidden")
                .addVertex("posterior", RowsVertex.allBut(PSEUDO_INPUTS), "posteriors")
                .addVertex("components", RowsVertex.last(PSEUDO_INPUTS), "posteriors")
                .addLayer(
                    "z",
                    new GaussianSamplingLayer.Builder().latentSize(LATENT_SIZE).build(),
                    "posterior")
                .addVertex("logPrior", new MixtureDensityVertex(), "z", "components")
                .addLayer("decoder", dense(HIDDEN, activation), "z")
                .addLayer("decoded", dense(FEATURES, Activation.IDENTITY), "decoder")
                .addVertex("both", new MergeVertex(), "decoded", "logPrior")
                .addLayer(
                    "loss",
                    new LossLayer.Builder(LossFunction.L2).activation(Activation.IDENTITY).build(),
                    "both")
                .setOutputs("loss")
                .build());
    net.init();
    return net;
  }

  private static PseudoInputLayer pseudoInputs() {
    return new PseudoInputLayer.Builder().count(PSEUDO_INPUTS).size(FEATURES).build();
  }

  private FeedForwardLayer dense(int units, Activation activation) {
    return lean
        ? new LeanDenseLayer.Builder().nOut(units).activation(activation).build()
        : new DenseLayer.Builder().nOut(units).activation(activation).build();
  }
}
