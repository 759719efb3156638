package org.vae4j.information;

/**
 * Two distributions side by side: the measures that have a direction, in both.
 *
 * @param base the unit of every amount here
 * @param entropy H(p) and H(q)
 * @param crossEntropy H(p,q) and H(q,p)
 * @param kl D(p‖q) and D(q‖p)
 */
public record Comparison(LogBase base, Each entropy, BothWays crossEntropy, BothWays kl) {

  /**
   * One amount for each distribution.
   *
   * @param p the amount of p
   * @param q the amount of q
   */
  public record Each(double p, double q) {}

  /**
   * One amount for each direction.
   *
   * @param pq mean over p
   * @param qp mean over q
   */
  public record BothWays(double pq, double qp) {}

  /**
   * Compares p and q.
   *
   * @param <D> the kind of both distributions
   * @param p the first distribution
   * @param q the second distribution
   * @param base the unit of the result
   * @return the measures of the pair; infinite where one distribution is 0 and the other is not
   * @throws IllegalArgumentException if p and q do not live on the same space
   */
  public static <D extends Distribution<D>> Comparison of(D p, D q, LogBase base) {
    return new Comparison(
        base,
        new Each(p.entropy(base), q.entropy(base)),
        new BothWays(p.crossEntropy(q, base), q.crossEntropy(p, base)),
        new BothWays(p.klDivergence(q, base), q.klDivergence(p, base)));
  }
}
