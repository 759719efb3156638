package org.vae4j.loss;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
 * @param penalties what each penalty of the aggregate posterior adds to the objective, its weight
 *     applied, by name in the order of the names; empty without one
 */
public record LossTerms(
    long examples,
    double reconstruction,
    List<Double> klPerUnit,
    double klWeight,
    List<Double> klPenaltyPerUnit,
    Map<String, Double> penalties) {
  public LossTerms {
    klPerUnit = List.copyOf(klPerUnit);
    klPenaltyPerUnit = List.copyOf(klPenaltyPerUnit);
    penalties = Collections.unmodifiableMap(new TreeMap<>(penalties));
  }

  /** The terms of a batch without a penalty of the aggregate posterior. */
  public LossTerms(
      long examples,
      double reconstruction,
      List<Double> klPerUnit,
      double klWeight,
      List<Double> klPenaltyPerUnit) {
    this(examples, reconstruction, klPerUnit, klWeight, klPenaltyPerUnit, Map.of());
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

  /** What the penalties of the aggregate posterior add to the objective; 0 without one. */
  public double penalty() {
    return penalties.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The negative ELBO: reconstruction + KL, whatever the weights are. */
  public double total() {
    return reconstruction + kl();
  }

  /** What is minimised: reconstruction + KL penalty + penalties of the aggregate posterior. */
  public double objective() {
    return reconstruction + klPenalty() + penalty();
  }

  /** Whether every term is a finite number. */
  public boolean isFinite() {
    return Double.isFinite(total()) && Double.isFinite(objective());
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
