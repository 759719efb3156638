package org.vae4j.loss;

import java.util.Arrays;
import java.util.List;

/**
 * The average of the loss terms of many batches. Each batch weighs as much as it has examples, so
 * that a last partial batch counts for what it is.
 */
public final class RunningLossTerms {
  private long examples;
  private double reconstruction;
  private double klWeight;
  private double[] klPerUnit = {};
  private double[] klPenaltyPerUnit = {};

  /** Takes a batch in. */
  public void add(LossTerms batch) {
    if (examples == 0) {
      klPerUnit = new double[batch.klPerUnit().size()];
      klPenaltyPerUnit = new double[klPerUnit.length];
    }
    examples += batch.examples();
    reconstruction += batch.examples() * batch.reconstruction();
    klWeight = batch.klWeight();
    add(klPerUnit, batch.klPerUnit(), batch.examples());
    add(klPenaltyPerUnit, batch.klPenaltyPerUnit(), batch.examples());
  }

  private static void add(double[] sums, List<Double> means, long examples) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += examples * means.get(j);
    }
  }

  /**
   * The average so far; its KL weight is that of the last batch.
   *
   * @throws IllegalStateException if no batch was taken in
   */
  public LossTerms mean() {
    if (examples == 0) {
      throw new IllegalStateException("expected at least one batch, got none");
    }
    return new LossTerms(
        examples, reconstruction / examples, means(klPerUnit), klWeight, means(klPenaltyPerUnit));
  }

  private List<Double> means(double[] sums) {
    return Arrays.stream(sums).mapToObj(sum -> sum / examples).toList();
  }
}
