package org.vae4j.loss;

import java.util.List;

/**
 * The loss of a batch by name, in nats, averaged over its examples.
 *
 * @param examples N, how many examples the averages are over
 * @param reconstruction −log p(x | z), summed over features
 * @param klPerUnit KL(q(z | x) ‖ p(z)) of each latent unit, L values, unweighted
 * @param klWeight the weight of the KL term at this step
 */
public record LossTerms(
    long examples, double reconstruction, List<Double> klPerUnit, double klWeight) {
  public LossTerms {
    klPerUnit = List.copyOf(klPerUnit);
  }

  /** KL(q(z | x) ‖ p(z)), summed over latent units, unweighted. */
  public double kl() {
    return klPerUnit.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The negative ELBO: reconstruction + KL, whatever the KL weight is. */
  public double total() {
    return reconstruction + kl();
  }

  /** What is minimised: reconstruction + klWeight · KL. */
  public double objective() {
    return reconstruction + klWeight * kl();
  }

  /** Whether every term is a finite number. */
  public boolean isFinite() {
    return Double.isFinite(objective()) && Double.isFinite(total());
  }
}
