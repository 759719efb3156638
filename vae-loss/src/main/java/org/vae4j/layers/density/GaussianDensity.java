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

/** The {@link GaussianDensityVertex} at work in a network. */
@SuppressWarnings("overrides") // of DL4J's own: INDArray[] where its interface has INDArray...
public final class GaussianDensity extends ParameterFree {
  private static final long serialVersionUID = 1;

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  /** Of a unit of a draw. */
  private static final double NANOSECONDS = 10;

  private final boolean stopParameters;

  GaussianDensity(
      ComputationGraph graph, String name, int index, DataType type, boolean stopParameters) {
    super(graph, name, index, type);
    this.stopParameters = stopParameters;
  }

  /** log N(z; mean, diag exp(logVariance)), {@code [N·K, 1]}. */
  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    requireShapes();
    HostMatrix draws = HostMatrix.of(inputs[0]);
    HostMatrix gaussians = HostMatrix.of(inputs[1]);
    INDArray densities =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, draws.rows(), 1);
    HostMatrix column = HostMatrix.of(densities);
    Cores.share(
        draws.rows(),
        NANOSECONDS * draws.columns(),
        (from, to) -> logDensities(from, to, draws, gaussians, column));
    return densities;
  }

  /** Of some draws. */
  private static void logDensities(
      int from, int to, HostMatrix draws, HostMatrix gaussians, HostMatrix column) {
    int samples = draws.rows() / gaussians.rows();
    double[] z = new double[draws.columns()];
    double[] logDensity = new double[1];
    Gaussian gaussian = new Gaussian(z.length);
    for (int draw = from; draw < to; draw++) {
      if (draw == from || draw % samples == 0) {
        gaussian.read(gaussians, draw / samples);
      }
      draws.get(draw, 0, z.length, z);
      logDensity[0] = gaussian.logDensity(z);
      column.put(draw, 0, 1, logDensity);
    }
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    HostMatrix draws = HostMatrix.of(inputs[0]);
    HostMatrix gaussians = HostMatrix.of(inputs[1]);
    HostMatrix upstream = HostMatrix.of(epsilon);
    INDArray byDraws =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[0].shape(), 'c');
    INDArray byGaussians =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[1].shape(), 'c');
    HostMatrix drawGradients = HostMatrix.of(byDraws);
    HostMatrix gaussianGradients = HostMatrix.of(byGaussians);
    Cores.share(
        gaussians.rows(),
        NANOSECONDS * draws.columns() * draws.rows() / gaussians.rows(),
        (from, to) ->
            differentiate(from, to, draws, gaussians, upstream, drawGradients, gaussianGradients));
    return new Pair<>(null, new INDArray[] {byDraws, byGaussians});
  }

  /** By some Gaussians and their draws. */
  private void differentiate(
      int from,
      int to,
      HostMatrix draws,
      HostMatrix gaussians,
      HostMatrix upstream,
      HostMatrix byDraws,
      HostMatrix byGaussians) {
    int samples = draws.rows() / gaussians.rows();
    int latentSize = draws.columns();
    double[] z = new double[latentSize];
    double[] weight = new double[1];
    double[] byZ = new double[latentSize];
    double[] byGaussian = new double[2 * latentSize];
    Gaussian gaussian = new Gaussian(latentSize);
    for (int i = from; i < to; i++) {
      gaussian.read(gaussians, i);
      Arrays.fill(byGaussian, 0);
      for (int draw = i * samples; draw < (i + 1) * samples; draw++) {
        draws.get(draw, 0, latentSize, z);
        upstream.get(draw, 0, 1, weight);
        gaussian.differentiate(z, weight[0], byZ, byGaussian);
        byDraws.put(draw, 0, latentSize, byZ);
      }
      if (stopParameters) {
        Arrays.fill(byGaussian, 0);
      }
      byGaussians.put(i, 0, byGaussian.length, byGaussian);
    }
  }

  private void requireShapes() {
    INDArray draws = inputs[0];
    INDArray gaussians = inputs[1];
    if (draws.rank() != 2
        || gaussians.rank() != 2
        || gaussians.size(1) != 2 * draws.size(1)
        || draws.size(0) % gaussians.size(0) != 0) {
      throw new IllegalStateException(
          "vertex '%s': expected draws [N * K, L] and Gaussians [N, 2L], got %s and %s"
              .formatted(
                  getVertexName(),
                  Arrays.toString(draws.shape()),
                  Arrays.toString(gaussians.shape())));
    }
  }

  /** One Gaussian. */
  private static final class Gaussian {
    private final double[] parameters;
    private final double[] precision;
    private double logNormaliser;

    Gaussian(int latentSize) {
      parameters = new double[2 * latentSize];
      precision = new double[latentSize];
    }

    void read(HostMatrix gaussians, int row) {
      gaussians.get(row, 0, parameters.length, parameters);
      logNormaliser = 0;
      for (int j = 0; j < precision.length; j++) {
        double logVariance = parameters[precision.length + j];
        precision[j] = Math.exp(-logVariance);
        logNormaliser += LOG_2_PI + logVariance;
      }
    }

    double logDensity(double[] z) {
      double squares = 0;
      for (int j = 0; j < z.length; j++) {
        double distance = z[j] - parameters[j];
        squares += distance * distance * precision[j];
      }
      return -0.5 * (logNormaliser + squares);
    }

    /**
     * ∂/∂z = (mean − z) / σ² is written, ∂/∂mean = (z − mean) / σ² and ∂/∂logVariance = ½ ((z −
     * mean)² / σ² − 1) are added.
     */
    void differentiate(double[] z, double upstream, double[] byZ, double[] byGaussian) {
      for (int j = 0; j < z.length; j++) {
        double distance = z[j] - parameters[j];
        double scaledDistance = distance * precision[j];
        byZ[j] = -upstream * scaledDistance;
        byGaussian[j] += upstream * scaledDistance;
        byGaussian[z.length + j] += upstream * 0.5 * (distance * scaledDistance - 1);
      }
    }
  }
}
