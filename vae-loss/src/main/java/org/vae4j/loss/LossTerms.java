package org.vae4j.loss;

import java.util.Arrays;
import java.util.List;

/**
 * The loss of a batch by name, in nats, averaged over its examples.
 *
 * <p>The KL divergence is given as it is, and apart from it what the objective makes of it: a unit
 * whose KL is near 0 says nothing of x (posterior collapse), whatever a weight or free bits do.
 *
 * @param examples N, how many examples the averages are over
 * @param reconstruction −log p(x | z), summed over features
 * @param klPerUnit KL(q(z | x) ‖ p(z)) of each latent unit, L values
 * @param klWeight the weight of the KL term at this step
 * @param klPenaltyPerUnit what each unit adds to the objective, L values
 */
public record LossTerms(
    long examples,
    double reconstruction,
    List<Double> klPerUnit,
    double klWeight,
    List<Double> klPenaltyPerUnit) {
  public LossTerms {
    klPerUnit = List.copyOf(klPerUnit);
    klPenaltyPerUnit = List.copyOf(klPenaltyPerUnit);
  }

  /** The terms of a batch whose KL term is simply weighted. */
  public static LossTerms weighted(
      long examples, double reconstruction, List<Double> klPerUnit, double klWeight) {
    return new LossTerms(
        examples,
        reconstruction,
        klPerUnit,
        klWeight,
        klPerUnit.stream().map(kl -> klWeight * kl).toList());
  }

  /**
   * The average of examples, at KL weight 1.
   *
   * @param examples at least one
   */
  public static LossTerms meanOf(List<ExampleTerms> examples) {
    double reconstruction = 0;
    double[] kl = new double[examples.get(0).klPerUnit().size()];
    for (ExampleTerms example : examples) {
      reconstruction += example.reconstruction();
      for (int j = 0; j < kl.length; j++) {
        kl[j] += example.klPerUnit().get(j);
      }
    }
    int n = examples.size();
    return weighted(n, reconstruction / n, Arrays.stream(kl).mapToObj(sum -> sum / n).toList(), 1);
  }

  /** KL(q(z | x) ‖ p(z)), summed over latent units, unweighted. */
  public double kl() {
    return sum(klPerUnit);
  }

  /** What the KL term adds to the objective: klWeight · KL, if there is neither floor nor goal. */
  public double klPenalty() {
    return sum(klPenaltyPerUnit);
  }

  /** The negative ELBO: reconstruction + KL, whatever the KL weight is. */
  public double total() {
    return reconstruction + kl();
  }

  /** What is minimised: reconstruction + KL penalty. */
  public double objective() {
    return reconstruction + klPenalty();
  }

  /** Whether every term is a finite number. */
  public boolean isFinite() {
    return Double.isFinite(total()) && Double.isFinite(objective());
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
