package org.vae4j.loss;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
  private final Map<String, Double> penalties = new TreeMap<>();

  /**
   * What has been added up so far: batch by batch the examples times their average, but the KL
   * weight as it was last. All that is needed to go on adding, to the bit.
   *
   * @param penalties by name; none, too, where they are null, as sums of an earlier version have
   *     them
   */
  public record Sums(
      long examples,
      double reconstruction,
      double klWeight,
      List<Double> klPerUnit,
      List<Double> klPenaltyPerUnit,
      Map<String, Double> penalties) {
    /** Before the first batch. */
    public static final Sums NONE = new Sums(0, 0, 0, List.of(), List.of());

    public Sums {
      klPerUnit = List.copyOf(klPerUnit);
      klPenaltyPerUnit = List.copyOf(klPenaltyPerUnit);
      penalties =
          penalties == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(penalties));
    }

    /** Those of batches without a penalty of the aggregate posterior. */
    public Sums(
        long examples,
        double reconstruction,
        double klWeight,
        List<Double> klPerUnit,
        List<Double> klPenaltyPerUnit) {
      this(examples, reconstruction, klWeight, klPerUnit, klPenaltyPerUnit, Map.of());
    }
  }

  /** An average that goes on where another stood. */
  public static RunningLossTerms from(Sums sums) {
    RunningLossTerms running = new RunningLossTerms();
    running.examples = sums.examples;
    running.reconstruction = sums.reconstruction;
    running.klWeight = sums.klWeight;
    running.klPerUnit = array(sums.klPerUnit);
    running.klPenaltyPerUnit = array(sums.klPenaltyPerUnit);
    running.penalties.putAll(sums.penalties);
    return running;
  }

  /** Where the average stands. */
  public Sums sums() {
    return new Sums(
        examples, reconstruction, klWeight, list(klPerUnit), list(klPenaltyPerUnit), penalties);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

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
    batch
        .penalties()
        .forEach((name, mean) -> penalties.merge(name, batch.examples() * mean, Double::sum));
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
    Map<String, Double> penaltyMeans = new TreeMap<>();
    penalties.forEach((name, sum) -> penaltyMeans.put(name, sum / examples));
    return new LossTerms(
        examples,
        reconstruction / examples,
        means(klPerUnit),
        klWeight,
        means(klPenaltyPerUnit),
        penaltyMeans);
  }

  private List<Double> means(double[] sums) {
    return Arrays.stream(sums).mapToObj(sum -> sum / examples).toList();
  }
}
