package org.vae4j.loss.penalty;

import org.vae4j.loss.cores.Cores;

/**
 * The log-densities of one z of each posterior, in nats: under its own posterior, and under q(z),
 * the mixture of the posteriors, with its units together and one by one. From them come the parts
 * of {@link KlDecomposition}.
 *
 * <p>The cost grows as the square of the number of examples.
 */
public final class DrawDensities {
  private final double[] ofPosterior;
  private final double[] ofAggregate;
  private final double[] ofMarginals;

  private DrawDensities(int examples) {
    ofPosterior = new double[examples];
    ofAggregate = new double[examples];
    ofMarginals = new double[examples];
  }

  /**
   * From all examples there are: q(z) is the mixture of their posteriors.
   *
   * @param all with z
   */
  public static DrawDensities ofAll(PosteriorBatch all) {
    return of(all, AggregatePosterior.ofAll(all));
  }

  static DrawDensities of(PosteriorBatch batch, AggregatePosterior aggregate) {
    int n = batch.examples();
    DrawDensities found = new DrawDensities(n);
    Cores.share(
        n,
        KlDecomposition.NANOSECONDS * n * batch.units(),
        (from, to) -> {
          AggregatePosterior.Densities densities = aggregate.densities();
          for (int i = from; i < to; i++) {
            densities.at(batch.latent()[i]);
            found.ofPosterior[i] = densities.ofComponent(i);
            found.ofAggregate[i] = densities.logJoint();
            found.ofMarginals[i] = densities.logProductOfMarginals();
          }
        });
    return found;
  }

  /** log q(zᵢ | xᵢ) of each example. */
  public double[] ofPosterior() {
    return ofPosterior.clone();
  }

  /** log q(zᵢ). */
  public double[] ofAggregate() {
    return ofAggregate.clone();
  }

  /** Σⱼ log q(zᵢⱼ). */
  public double[] ofMarginals() {
    return ofMarginals.clone();
  }
}
