package org.vae4j.layers.density;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.base.ParameterFree;

/** The {@link MixtureDensityVertex} at work in a network. */
@SuppressWarnings("overrides") // of DL4J's own: INDArray[] where its interface has INDArray...
final class GivenMixture extends ParameterFree {
  private static final long serialVersionUID = 1;

  /** The last pass. */
  private transient MixturePass pass;

  GivenMixture(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray draws = inputs[0];
    INDArray components = inputs[1];
    requireShapes(draws, components);
    double[] logWeights = LogWeights.equal(Math.toIntExact(components.size(0)));
    pass = new MixturePass(draws, components, logWeights);
    INDArray densities =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, draws.size(0), 1);
    pass.logDensities(densities, training);
    return densities;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray byDraws =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[0].shape(), 'c');
    INDArray byComponents =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[1].shape(), 'c');
    pass.byDraws(epsilon, byDraws);
    pass.byComponents(epsilon, byComponents);
    return new Pair<>(null, new INDArray[] {byDraws, byComponents});
  }

  private void requireShapes(INDArray draws, INDArray components) {
    if (draws.rank() != 2 || components.rank() != 2 || components.size(1) != 2 * draws.size(1)) {
      throw new IllegalStateException(
          "vertex '%s': expected draws [M, L] and components [C, 2L], got %s and %s"
              .formatted(
                  getVertexName(),
                  Arrays.toString(draws.shape()),
                  Arrays.toString(components.shape())));
    }
  }

  @Override
  public void clear() {
    super.clear();
    pass = null;
  }
}
