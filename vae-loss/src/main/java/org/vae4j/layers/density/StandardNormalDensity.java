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
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/** The {@link StandardNormalDensityVertex} at work in a network. */
@SuppressWarnings("overrides") // of DL4J's own: INDArray[] where its interface has INDArray...
public final class StandardNormalDensity extends ParameterFree {
  private static final long serialVersionUID = 1;

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  /** Of a unit of a draw. */
  private static final double NANOSECONDS = 2;

  StandardNormalDensity(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, type);
  }

  /** log N(z; 0, I), {@code [M, 1]}. */
  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    if (inputs[0].rank() != 2) {
      throw new IllegalStateException(
          "vertex '%s': expected draws [M, L], got %s"
              .formatted(getVertexName(), Arrays.toString(inputs[0].shape())));
    }
    HostMatrix draws = HostMatrix.of(inputs[0]);
    INDArray densities =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, draws.rows(), 1);
    HostMatrix column = HostMatrix.of(densities);
    Cores.share(
        draws.rows(),
        NANOSECONDS * draws.columns(),
        (from, to) -> logDensities(from, to, draws, column));
    return densities;
  }

  /** Of some draws. */
  private static void logDensities(int from, int to, HostMatrix draws, HostMatrix column) {
    double[] z = new double[draws.columns()];
    double[] logDensity = new double[1];
    for (int draw = from; draw < to; draw++) {
      draws.get(draw, 0, z.length, z);
      double squares = 0;
      for (double unit : z) {
        squares += unit * unit;
      }
      logDensity[0] = -0.5 * (z.length * LOG_2_PI + squares);
      column.put(draw, 0, 1, logDensity);
    }
  }

  /** ∂/∂z = −z. */
  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    HostMatrix draws = HostMatrix.of(inputs[0]);
    HostMatrix upstream = HostMatrix.of(epsilon);
    INDArray byDraws =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[0].shape(), 'c');
    HostMatrix gradients = HostMatrix.of(byDraws);
    Cores.share(
        draws.rows(),
        NANOSECONDS * draws.columns(),
        (from, to) -> differentiate(from, to, draws, upstream, gradients));
    return new Pair<>(null, new INDArray[] {byDraws});
  }

  /** By some draws. */
  private static void differentiate(
      int from, int to, HostMatrix draws, HostMatrix upstream, HostMatrix gradients) {
    double[] z = new double[draws.columns()];
    double[] weight = new double[1];
    for (int draw = from; draw < to; draw++) {
      draws.get(draw, 0, z.length, z);
      upstream.get(draw, 0, 1, weight);
      for (int j = 0; j < z.length; j++) {
        z[j] *= -weight[0];
      }
      gradients.put(draw, 0, z.length, z);
    }
  }
}
