package org.vae4j.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The average of the loss terms of many batches. Each batch weighs as much as it has examples, so
 * that a last partial batch counts for what it is.
 */
public final class RunningLossTerms {
  private long examples;
  private double reconstruction;
  private double klPenalty;
  private double klWeight;
  private double[] klPerUnit = {};

  /**
   * What has been added up so far: batch by batch the examples times their average, but the KL
   * weight as it was last. All that is needed to go on adding, to the bit.
   */
  public record Sums(
      long examples,
      double reconstruction,
      double klPenalty,
      double klWeight,
      List<Double> klPerUnit) {
    /** Before the first batch. */
    public static final Sums NONE = new Sums(0, 0, 0, 0, List.of());

    public Sums {
      klPerUnit = List.copyOf(klPerUnit);
    }
  }

  /** An average that goes on where another stood. */
  public static RunningLossTerms from(Sums sums) {
    RunningLossTerms running = new RunningLossTerms();
    running.examples = sums.examples;
    running.reconstruction = sums.reconstruction;
    running.klPenalty = sums.klPenalty;
    running.klWeight = sums.klWeight;
    running.klPerUnit = sums.klPerUnit.stream().mapToDouble(Double::doubleValue).toArray();
    return running;
  }

  /** Where the average stands. */
  public Sums sums() {
    return new Sums(
        examples, reconstruction, klPenalty, klWeight, Arrays.stream(klPerUnit).boxed().toList());
  }

  /** Takes a batch in. */
  public void add(LossTerms batch) {
    List<Double> units = batch.klPerUnit();
    if (examples == 0) {
      klPerUnit = new double[units.size()];
    }
    examples += batch.examples();
    reconstruction += batch.examples() * batch.reconstruction();
    klPenalty += batch.examples() * batch.klPenalty();
    klWeight = batch.klWeight();
    for (int j = 0; j < klPerUnit.length; j++) {
      klPerUnit[j] += batch.examples() * units.get(j);
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
    List<Double> units = new ArrayList<>(klPerUnit.length);
    for (double sum : klPerUnit) {
      units.add(sum / examples);
    }
    return new LossTerms(
        examples, reconstruction / examples, units, klWeight, klPenalty / examples);
  }
}
