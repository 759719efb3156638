package org.vae4j.layers.density;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/**
 * A batch of draws {@code [M, L]} through a mixture, forward and back.
 *
 * <p>The cores share the rows, and for the gradient by the components the components: each of them
 * sums over the draws in their order, whatever the number of cores.
 */
final class MixturePass {
  /** Of a unit of a draw at a component. */
  private static final double NANOSECONDS_OF_UNIT = 0.5;

  /** Of a draw at a component: an exponential. */
  private static final double NANOSECONDS_OF_COMPONENT = 10;

  private final HostMatrix draws;
  private final GaussianMixture mixture;

  /** {@code [M][C]}; null where no gradient was in view. */
  private double[][] responsibilities;

  /**
   * @param draws {@code [M, L]}
   * @param gaussians {@code [C, 2L]}, columns {@code [mean | logVariance]}
   * @param logWeights log π, C numbers
   */
  MixturePass(INDArray draws, INDArray gaussians, double[] logWeights) {
    this.draws = HostMatrix.reading(draws);
    mixture = new GaussianMixture(HostMatrix.reading(gaussians), logWeights);
  }

  /**
   * log p of each draw, in nats.
   *
   * @param column {@code [M, 1]}, overwritten
   * @param keep whether gradients follow
   */
  void logDensities(INDArray column, boolean keep) {
    responsibilities = keep ? new double[draws.rows()][mixture.count()] : null;
    evaluate(HostMatrix.of(column));
  }

  /** Of a pass that did not keep them too, as in a layer that is frozen. */
  private void requireResponsibilities() {
    if (responsibilities == null) {
      responsibilities = new double[draws.rows()][mixture.count()];
      evaluate(null);
    }
  }

  /**
   * @param densities {@code [M, 1]}, null where the responsibilities alone are asked for
   */
  private void evaluate(HostMatrix densities) {
    double nanoseconds =
        mixture.count() * (NANOSECONDS_OF_COMPONENT + NANOSECONDS_OF_UNIT * mixture.latentSize());
    Cores.share(draws.rows(), nanoseconds, (from, to) -> evaluate(from, to, densities));
  }

  private void evaluate(int from, int to, HostMatrix densities) {
    double[] z = new double[mixture.latentSize()];
    double[] scratch = new double[mixture.count()];
    double[] density = new double[1];
    for (int i = from; i < to; i++) {
      draws.get(i, 0, z.length, z);
      density[0] = mixture.logDensity(z, responsibilities == null ? scratch : responsibilities[i]);
      if (densities != null) {
        densities.put(i, 0, 1, density);
      }
    }
  }

  /**
   * The gradient by the draws.
   *
   * @param upstream {@code [M, 1]}, the gradient by each log p
   * @param into {@code [M, L]}, overwritten
   */
  void byDraws(INDArray upstream, INDArray into) {
    requireResponsibilities();
    HostMatrix byDensities = HostMatrix.reading(upstream);
    HostMatrix byDraws = HostMatrix.of(into);
    Cores.share(
        draws.rows(),
        NANOSECONDS_OF_UNIT * mixture.latentSize() * mixture.count(),
        (from, to) -> byDraws(from, to, byDensities, byDraws));
  }

  private void byDraws(int from, int to, HostMatrix byDensities, HostMatrix byDraws) {
    double[] z = new double[mixture.latentSize()];
    double[] gradient = new double[z.length];
    double[] upstream = new double[1];
    for (int i = from; i < to; i++) {
      draws.get(i, 0, z.length, z);
      byDensities.get(i, 0, 1, upstream);
      mixture.differentiate(z, responsibilities[i], upstream[0], gradient);
      byDraws.put(i, 0, gradient.length, gradient);
    }
  }

  /**
   * The gradient by the components.
   *
   * @param upstream {@code [M, 1]}, the gradient by each log p
   * @param into {@code [C, 2L]}, overwritten
   * @return the gradient by log π, C numbers
   */
  double[] byComponents(INDArray upstream, INDArray into) {
    requireResponsibilities();
    HostMatrix byDensities = HostMatrix.reading(upstream);
    HostMatrix byComponents = HostMatrix.of(into);
    double[] byLogWeights = new double[mixture.count()];
    Cores.share(
        mixture.count(),
        NANOSECONDS_OF_UNIT * mixture.latentSize() * draws.rows(),
        (from, to) -> byComponents(from, to, byDensities, byComponents, byLogWeights));
    return byLogWeights;
  }

  private void byComponents(
      int from, int to, HostMatrix byDensities, HostMatrix byComponents, double[] byLogWeights) {
    ComponentMoments[] moments =
        IntStream.range(from, to).mapToObj(mixture::moments).toArray(ComponentMoments[]::new);
    double[] z = new double[mixture.latentSize()];
    double[] upstream = new double[1];
    for (int i = 0; i < draws.rows(); i++) {
      draws.get(i, 0, z.length, z);
      byDensities.get(i, 0, 1, upstream);
      for (int c = from; c < to; c++) {
        double share = upstream[0] * responsibilities[i][c];
        if (share != 0) { // most draws are too far away to count
          moments[c - from].add(z, share);
        }
      }
    }
    for (int c = from; c < to; c++) {
      byComponents.put(c, 0, 2 * z.length, moments[c - from].gradient());
      byLogWeights[c] = moments[c - from].mass();
    }
  }
}
