package org.vae4j.layers;

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

/** The {@link LearnedPriorLayer} at work in a network. */
public final class LearnedPrior extends Parametric<LearnedPriorLayer> {
  private static final long serialVersionUID = 1;

  LearnedPrior(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /**
   * The learned prior of a network.
   *
   * @throws IllegalArgumentException if it has none or several
   */
  public static LearnedPrior of(ComputationGraph net) {
    return OnlyLayer.in(net, LearnedPrior.class);
  }

  /** The prior as it is now, one row: mean and logVariance {@code [1, L]}, copies. */
  public DiagonalGaussian prior() {
    return DiagonalGaussian.of(getParam(LearnedPriorLayer.PRIOR).dup());
  }

  /** The same row for each example, {@code [N, 2L]}. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray rows =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {input.size(0), layerConf().getNOut()},
            'c');
    return rows.assign(getParam(LearnedPriorLayer.PRIOR).broadcast(rows.shape()));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray byPrior = gradientViews.get(LearnedPriorLayer.PRIOR);
    byPrior.assign(epsilon.sum(true, 0));
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(LearnedPriorLayer.PRIOR, byPrior);
    INDArray byInput = workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    return new Pair<>(gradient, byInput);
  }
}
