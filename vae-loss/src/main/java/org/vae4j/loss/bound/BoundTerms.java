package org.vae4j.loss.bound;

/**
 * An importance weighted objective of a batch by name, in nats, averaged over its examples. What
 * the draws of z say of the KL divergence is an estimate of it, and may be negative.
 *
 * @param examples N, how many examples the averages are over
 * @param objective what is minimised: the negative bound
 * @param reconstruction −log p(x | z), averaged over the draws
 * @param kl log q(z | x) − log p(z), averaged over the draws, whatever the KL weight is
 * @param klWeight the weight of the KL term at this step
 * @param effectiveSampleSize {@link ImportanceWeights#effectiveSampleSize}, from 1 to K
 */
public record BoundTerms(
    long examples,
    double objective,
    double reconstruction,
    double kl,
    double klWeight,
    double effectiveSampleSize) {
  /** The negative ELBO: reconstruction + KL, whatever the bound and the KL weight are. */
  public double total() {
    return reconstruction + kl;
  }

  /** Whether every term is a finite number. */
  public boolean isFinite() {
    return Double.isFinite(total()) && Double.isFinite(objective);
  }
}
