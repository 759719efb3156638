package org.vae4j.loss;

import java.util.List;

/**
 * The loss of a batch by name, in nats, averaged over its examples.
 *
 * @param examples N, how many examples the averages are over
 * @param reconstruction −log p(x | z), summed over features
 * @param klPerUnit KL(q(z | x) ‖ p(z)) of each latent unit, L values, unweighted
 * @param klWeight the weight of the KL term at this step
 * @param klPenalty what the KL term adds to the objective: klWeight · KL
 */
public record LossTerms(
    long examples,
    double reconstruction,
    List<Double> klPerUnit,
    double klWeight,
    double klPenalty) {
  public LossTerms {
    klPerUnit = List.copyOf(klPerUnit);
  }

  /** The terms of a batch whose KL term is simply weighted. */
  public static LossTerms weighted(
      long examples, double reconstruction, List<Double> klPerUnit, double klWeight) {
    return new LossTerms(examples, reconstruction, klPerUnit, klWeight, klWeight * sum(klPerUnit));
  }

  /** KL(q(z | x) ‖ p(z)), summed over latent units, unweighted. */
  public double kl() {
    return sum(klPerUnit);
  }

  /** The negative ELBO: reconstruction + KL, whatever the KL weight is. */
  public double total() {
    return reconstruction + kl();
  }

  /** What is minimised: reconstruction + KL penalty. */
  public double objective() {
    return reconstruction + klPenalty;
  }

  /** Whether every term is a finite number. */
  public boolean isFinite() {
    return Double.isFinite(total()) && Double.isFinite(objective());
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
