package org.vae4j.evaluate.diagnosis;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.evaluate.ActiveUnits;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.GaussianKl;
import org.vae4j.model.Vae;

/**
 * What the latent units are used for, over the examples of the test part.
 *
 * @param kl KL(q(z given x) from p(z)) of each unit in nats, averaged
 * @param active which units carry information: their mean moves with x
 * @param aggregateKl KL of a Gaussian with each unit's mean and variance over all x from the prior,
 *     summed over units: how far what the decoder learned from is from what samples are drawn from
 */
public record LatentUse(List<Double> kl, List<Boolean> active, double aggregateKl) {
  /** Keeps copies. */
  public LatentUse {
    kl = List.copyOf(kl);
    active = List.copyOf(active);
  }

  /** How a unit is used, as far as examples have been seen. */
  private static final class Unit {
    private final double priorMean;
    private final double priorLogVariance;
    private long count;
    private double mean;
    private double squares;
    private double variance;
    private double kl;

    Unit(double priorMean, double priorLogVariance) {
      this.priorMean = priorMean;
      this.priorLogVariance = priorLogVariance;
    }

    /** Takes in one more q(z given x). */
    void add(double posteriorMean, double posteriorLogVariance) {
      count++;
      double distance = posteriorMean - mean;
      mean += distance / count;
      squares += distance * (posteriorMean - mean);
      variance += (Math.exp(posteriorLogVariance) - variance) / count;
      kl += (fromPrior(posteriorMean, posteriorLogVariance) - kl) / count;
    }

    private double fromPrior(double otherMean, double otherLogVariance) {
      return GaussianKl.unit(otherMean, otherLogVariance, priorMean, priorLogVariance);
    }

    double aggregateKl() {
      return fromPrior(mean, Math.log(variance + squares / count));
    }
  }

  /**
   * Measures a model whose posterior and prior are Gaussians.
   *
   * @param batches of x, one at least
   */
  public static LatentUse of(Vae vae, Iterable<DataSet> batches) {
    DiagonalGaussian prior = vae.gaussianPrior().orElseThrow();
    double[] priorMean = prior.mean().toDoubleVector();
    double[] priorLogVariance = prior.logVariance().toDoubleVector();
    Unit[] units = new Unit[vae.latentSize()];
    Arrays.setAll(units, j -> new Unit(priorMean[j], priorLogVariance[j]));
    ActiveUnits active = new ActiveUnits(units.length);
    for (DataSet batch : batches) {
      DiagonalGaussian posterior = vae.encode(batch.getFeatures());
      double[][] means = posterior.mean().toDoubleMatrix();
      Arrays.stream(means).forEach(active::add);
      add(units, means, posterior.logVariance().toDoubleMatrix());
    }
    return new LatentUse(
        Arrays.stream(units).map(unit -> unit.kl).toList(),
        active.active(),
        Arrays.stream(units).mapToDouble(Unit::aggregateKl).sum());
  }

  private static void add(Unit[] units, double[][] means, double[][] logVariances) {
    for (int i = 0; i < means.length; i++) {
      for (int j = 0; j < units.length; j++) {
        units[j].add(means[i][j], logVariances[i][j]);
      }
    }
  }

  int units() {
    return active.size();
  }

  int activeUnits() {
    return (int) active.stream().filter(unit -> unit).count();
  }

  double totalKl() {
    return kl.stream().mapToDouble(nats -> nats).sum();
  }

  double leastKl() {
    return kl.stream().mapToDouble(nats -> nats).min().orElse(0);
  }
}
