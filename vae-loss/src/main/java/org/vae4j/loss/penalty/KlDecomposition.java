package org.vae4j.loss.penalty;

import java.util.Arrays;

/**
 * The KL divergence of the posteriors from p(z) = N(0, I) in three parts, in nats per example, from
 * one z of each posterior. They add up to the mean of log q(z | x) − log p(z).
 *
 * @param mutualInformation mean of log q(z | x) − log q(z): what z tells of which example it is of
 * @param totalCorrelation mean of log q(z) − Σⱼ log q(zⱼ): how far the units depend on each other
 * @param dimensionWiseKl mean of Σⱼ (log q(zⱼ) − log p(zⱼ)): how far each unit is from its prior
 * @see <a href="https://arxiv.org/abs/1802.04942">Chen et al. 2018, equation 2</a>
 */
public record KlDecomposition(
    double mutualInformation, double totalCorrelation, double dimensionWiseKl) {
  /** Of a unit of a posterior at a draw. */
  static final double NANOSECONDS = 15;

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  /**
   * From all examples there are: q(z) is the mixture of their posteriors.
   *
   * @param all with z
   */
  public static KlDecomposition ofAll(PosteriorBatch all) {
    return of(all, AggregatePosterior.ofAll(all));
  }

  /**
   * From some of the examples, by minibatch weighted sampling. It is biased: log q(z) is that of
   * {@link #ofAll} of the batch, less log(examplesInData).
   *
   * @param batch with z
   * @param examplesInData how many examples the batch is drawn from
   */
  public static KlDecomposition ofMinibatch(PosteriorBatch batch, long examplesInData) {
    return of(batch, AggregatePosterior.ofMinibatch(batch, examplesInData));
  }

  private static KlDecomposition of(PosteriorBatch batch, AggregatePosterior aggregate) {
    DrawDensities densities = DrawDensities.of(batch, aggregate);
    double[] ofPosterior = densities.ofPosterior();
    double[] ofAggregate = densities.ofAggregate();
    double[] ofMarginals = densities.ofMarginals();
    int n = batch.examples();
    double[] information = new double[n];
    double[] correlation = new double[n];
    double[] unitWise = new double[n];
    for (int i = 0; i < n; i++) {
      information[i] = ofPosterior[i] - ofAggregate[i];
      correlation[i] = ofAggregate[i] - ofMarginals[i];
      unitWise[i] = ofMarginals[i] - logPrior(batch.latent()[i]);
    }
    return new KlDecomposition(mean(information), mean(correlation), mean(unitWise));
  }

  private static double logPrior(double[] z) {
    double sum = 0;
    for (double value : z) {
      sum -= 0.5 * (LOG_2_PI + value * value);
    }
    return sum;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
