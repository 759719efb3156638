package org.vae4j.layers.density;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.base.OnlyLayer;
import org.vae4j.layers.base.Parametric;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.HostMatrix;

/** The {@link MixtureDensityLayer} at work in a network. */
public final class MixtureDensity extends Parametric<MixtureDensityLayer> {
  private static final long serialVersionUID = 1;

  /** The last pass. */
  private transient MixturePass pass;

  MixtureDensity(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /**
   * The learned mixture of a network.
   *
   * @throws IllegalArgumentException if it has none or several
   */
  public static MixtureDensity of(ComputationGraph net) {
    return OnlyLayer.in(net, MixtureDensity.class);
  }

  /** The C Gaussians as they are now: mean and logVariance {@code [C, L]}, copies. */
  public DiagonalGaussian components() {
    return DiagonalGaussian.of(getParam(MixtureDensityLayer.COMPONENTS).dup());
  }

  /** π as it is now: C numbers that sum to 1. */
  public double[] weights() {
    return Arrays.stream(logWeights()).map(Math::exp).toArray();
  }

  private double[] logWeights() {
    return layerConf().isLearnedWeights()
        ? LogWeights.ofLogits(getParam(MixtureDensityLayer.WEIGHTS))
        : LogWeights.equal(layerConf().getComponents());
  }

  /** log p of each draw: {@code [M, L]} to {@code [M, 1]}. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireShape();
    pass = new MixturePass(input, getParam(MixtureDensityLayer.COMPONENTS), logWeights());
    INDArray densities =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.size(0), 1);
    pass.logDensities(densities, training);
    return densities;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    Gradient gradient = new DefaultGradient();
    INDArray byComponents = gradientViews.get(MixtureDensityLayer.COMPONENTS);
    double[] byLogWeights = pass.byComponents(epsilon, byComponents);
    gradient.setGradientFor(MixtureDensityLayer.COMPONENTS, byComponents);
    if (layerConf().isLearnedWeights()) {
      INDArray byLogits = gradientViews.get(MixtureDensityLayer.WEIGHTS);
      HostMatrix.of(byLogits)
          .put(0, 0, byLogWeights.length, LogWeights.byLogits(logWeights(), byLogWeights));
      gradient.setGradientFor(MixtureDensityLayer.WEIGHTS, byLogits);
    }
    INDArray byDraws =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    pass.byDraws(epsilon, byDraws);
    return new Pair<>(gradient, byDraws);
  }

  private void requireShape() {
    if (input.rank() != 2) {
      throw new IllegalStateException(
          "layer '%s': expected draws [M, %d], got %s"
              .formatted(
                  layerConf().getLayerName(),
                  layerConf().getLatentSize(),
                  Arrays.toString(input.shape())));
    }
    layerConf().requireColumns(input.size(1));
  }

  @Override
  public void clear() {
    super.clear();
    pass = null;
  }
}
