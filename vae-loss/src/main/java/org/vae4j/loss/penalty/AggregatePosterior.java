package org.vae4j.loss.penalty;

/**
 * q(z), estimated by the posteriors of a batch: the sum of their densities, each times one weight.
 *
 * <pre>
 * log q(z)  = log Σₖ exp Σⱼ log q(zⱼ | xₖ) + logWeight
 * log q(zⱼ) = log Σₖ exp    log q(zⱼ | xₖ) + logWeight
 * </pre>
 */
final class AggregatePosterior {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private final int components;
  private final int units;
  private final double[][] mean;
  private final double[][] logVariance;
  private final double[][] precision;
  private final double logWeight;

  private AggregatePosterior(PosteriorBatch batch, double logWeight) {
    this.components = batch.examples();
    this.units = batch.units();
    this.mean = batch.mean();
    this.logVariance = batch.logVariance();
    this.logWeight = logWeight;
    this.precision = new double[components][units];
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < units; j++) {
        precision[k][j] = Math.exp(-logVariance[k][j]);
      }
    }
  }

  /** The mixture of all posteriors there are: weight 1 / N. */
  static AggregatePosterior ofAll(PosteriorBatch batch) {
    return new AggregatePosterior(batch, -Math.log(batch.examples()));
  }

  /**
   * Minibatch weighted sampling: weight 1 / (examplesInData · N).
   *
   * @see <a href="https://arxiv.org/abs/1802.04942">Chen et al. 2018, equation S3</a>
   */
  static AggregatePosterior ofMinibatch(PosteriorBatch batch, long examplesInData) {
    return new AggregatePosterior(batch, -Math.log((double) examplesInData * batch.examples()));
  }

  /** Room for the densities of one z at a time: for one thread. */
  Densities densities() {
    return new Densities();
  }

  /** 1 / exp(logVariance) of a unit of a component. */
  double precision(int component, int unit) {
    return precision[component][unit];
  }

  /** The log-densities of one z, in nats. */
  final class Densities {
    private final double[] ofComponent = new double[components];
    private final double[] shareOfComponent = new double[components];
    private final double[][] shareOfUnit = new double[components][units];
    private final double[] logMarginal = new double[units];
    private double logJoint;

    /** Computes them at z, L values. */
    void at(double[] z) {
      for (int k = 0; k < components; k++) {
        ofComponent[k] = 0;
        for (int j = 0; j < units; j++) {
          double distance = z[j] - mean[k][j];
          double logDensity =
              -0.5 * (LOG_2_PI + logVariance[k][j] + distance * distance * precision[k][j]);
          shareOfUnit[k][j] = logDensity;
          ofComponent[k] += logDensity;
        }
      }
      for (int j = 0; j < units; j++) {
        logMarginal[j] = toShares(j) + logWeight;
      }
      logJoint = toShares() + logWeight;
    }

    /** From the log-densities of a unit to the shares of its components; log of their sum. */
    private double toShares(int unit) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < components; k++) {
        greatest = Math.max(greatest, shareOfUnit[k][unit]);
      }
      double sum = 0;
      for (int k = 0; k < components; k++) {
        shareOfUnit[k][unit] = Math.exp(shareOfUnit[k][unit] - greatest);
        sum += shareOfUnit[k][unit];
      }
      for (int k = 0; k < components; k++) {
        shareOfUnit[k][unit] /= sum;
      }
      return greatest + Math.log(sum);
    }

    /** The same of all units together. */
    private double toShares() {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < components; k++) {
        greatest = Math.max(greatest, ofComponent[k]);
      }
      double sum = 0;
      for (int k = 0; k < components; k++) {
        shareOfComponent[k] = Math.exp(ofComponent[k] - greatest);
        sum += shareOfComponent[k];
      }
      for (int k = 0; k < components; k++) {
        shareOfComponent[k] /= sum;
      }
      return greatest + Math.log(sum);
    }

    /** log q(z | xₖ). */
    double ofComponent(int component) {
      return ofComponent[component];
    }

    /** log q(z). */
    double logJoint() {
      return logJoint;
    }

    /** Σⱼ log q(zⱼ). */
    double logProductOfMarginals() {
      double sum = 0;
      for (double log : logMarginal) {
        sum += log;
      }
      return sum;
    }

    /** q(z | xₖ) / Σ q(z | ·): the derivative of log q(z) by log q(z | xₖ). */
    double shareOfComponent(int component) {
      return shareOfComponent[component];
    }

    /** q(zⱼ | xₖ) / Σ q(zⱼ | ·): the derivative of log q(zⱼ) by log q(zⱼ | xₖ). */
    double shareOfUnit(int component, int unit) {
      return shareOfUnit[component][unit];
    }
  }
}
