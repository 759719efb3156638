package org.vae4j.information;

/**
 * A distribution p that can be measured, alone and against another one of its kind.
 *
 * <pre>
 * entropy          H(p)    = −E<sub>p</sub>[log p]          differential entropy if p has a density
 * cross-entropy    H(p,q)  = −E<sub>p</sub>[log q]
 * KL divergence    D(p‖q)  =  E<sub>p</sub>[log p − log q]  = H(p,q) − H(p) ≥ 0, and 0 only if p = q
 * </pre>
 *
 * <p>Source: S. Kullback and R. A. Leibler, On information and sufficiency, 1951; T. M. Cover and
 * J. A. Thomas, Elements of information theory, chapters 2 and 8.
 *
 * @param <D> the kind of distribution that p can be compared with: the implementing class itself
 */
public interface Distribution<D extends Distribution<D>> {

  /**
   * The entropy H(p).
   *
   * @return −E[log p] in nats; at least 0 for a discrete distribution, of either sign for a density
   */
  double entropy();

  /**
   * The cross-entropy H(p,q), this distribution being p.
   *
   * @param q the distribution whose code lengths are paid
   * @return −E[log q] under p, in nats; +∞ where q = 0 {@literal <} p
   * @throws IllegalArgumentException if p and q do not live on the same space
   */
  double crossEntropy(D q);

  /**
   * The Kullback–Leibler divergence D(p‖q), this distribution being p. It is not symmetric.
   *
   * @param q the approximation that p is compared with
   * @return E[log p − log q] under p, in nats, never negative; +∞ where q = 0 {@literal <} p
   * @throws IllegalArgumentException if p and q do not live on the same space
   */
  double klDivergence(D q);

  /**
   * The {@linkplain #entropy() entropy} in a chosen unit.
   *
   * @param base the unit of the result
   * @return the entropy in that unit
   */
  default double entropy(LogBase base) {
    return base.fromNats(entropy());
  }

  /**
   * The {@linkplain #crossEntropy(Distribution) cross-entropy} in a chosen unit.
   *
   * @param q the distribution whose code lengths are paid
   * @param base the unit of the result
   * @return the cross-entropy in that unit
   * @throws IllegalArgumentException if p and q do not live on the same space
   */
  default double crossEntropy(D q, LogBase base) {
    return base.fromNats(crossEntropy(q));
  }

  /**
   * The {@linkplain #klDivergence(Distribution) Kullback–Leibler divergence} in a chosen unit.
   *
   * @param q the approximation that p is compared with
   * @param base the unit of the result
   * @return the divergence in that unit
   * @throws IllegalArgumentException if p and q do not live on the same space
   */
  default double klDivergence(D q, LogBase base) {
    return base.fromNats(klDivergence(q));
  }
}
