package org.vae4j.loss.penalty;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.vae4j.loss.HostMatrix;

/**
 * The penalty of the aggregate posterior of a batch: what each example adds to the objective, and
 * the derivative of their sum.
 *
 * <p>Examples of weight 0 are no part of the batch. Of the others each adds its weight times the
 * penalty.
 */
public final class PenaltyPass {
  private final PosteriorPenalty penalty;
  private final double weight;
  private final int column;
  private final int latentSize;
  private final double[] weights;

  /** The place of each example among those that take part, −1 for one that does not. */
  private final int[] places;

  private final PenaltyValue value;

  /**
   * Computes it.
   *
   * @param penalty null for none
   * @param weight of the penalty at this step
   * @param input its columns from {@code column} on are the posterior {@code [mean | logVariance]};
   *     its last L are z, if the penalty looks at it
   * @param weights a factor for each example
   * @param priorDraws {@code [N, L]}, or null if the penalty asks for none
   */
  public PenaltyPass(
      PosteriorPenalty penalty,
      double weight,
      HostMatrix input,
      int column,
      int latentSize,
      double[] weights,
      double[][] priorDraws) {
    this.penalty = penalty;
    this.weight = weight;
    this.column = column;
    this.latentSize = latentSize;
    this.weights = weights;
    int[] taking =
        IntStream.range(0, penalty == null ? 0 : weights.length)
            .filter(i -> weights[i] != 0)
            .toArray();
    this.places = new int[weights.length];
    Arrays.fill(places, -1);
    for (int place = 0; place < taking.length; place++) {
      places[taking[place]] = place;
    }
    this.value = taking.length == 0 ? null : penalty.at(batch(taking, input, priorDraws));
    if (value != null && penalty.needsLatent() && value.byLatent() == null) {
      throw new IllegalStateException(
          "penalty %s: expected a derivative by z, which needsLatent() asks for, got none"
              .formatted(penalty.name()));
    }
  }

  private PosteriorBatch batch(int[] taking, HostMatrix input, double[][] priorDraws) {
    return new PosteriorBatch(
        rows(taking, input, column),
        rows(taking, input, column + latentSize),
        penalty.needsLatent() ? rows(taking, input, input.columns() - latentSize) : null,
        priorDraws == null
            ? null
            : Arrays.stream(taking).mapToObj(i -> priorDraws[i]).toArray(double[][]::new));
  }

  private double[][] rows(int[] taking, HostMatrix input, int from) {
    double[][] rows = new double[taking.length][latentSize];
    for (int place = 0; place < taking.length; place++) {
      input.get(taking[place], from, latentSize, rows[place]);
    }
    return rows;
  }

  /** What an example adds to the objective. */
  public double ofExample(int example) {
    return places[example] < 0 ? 0 : weights[example] * weight * value.value();
  }

  /** What it adds on average, by name; empty without a penalty. */
  public Map<String, Double> byName() {
    if (penalty == null) {
      return Map.of();
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += ofExample(i);
    }
    return Map.of(penalty.name(), sum / weights.length);
  }

  /**
   * Adds the derivative of the sum over the examples to the columns of an example's posterior, and
   * writes it to those of its z.
   */
  public void putGradient(int example, HostMatrix to) {
    int place = places[example];
    double slope = weight * Arrays.stream(weights).sum();
    if (place >= 0) {
      double[] posterior = new double[2 * latentSize];
      to.get(example, column, posterior.length, posterior);
      for (int j = 0; j < latentSize; j++) {
        posterior[j] += slope * value.byMean()[place][j];
        posterior[latentSize + j] += slope * value.byLogVariance()[place][j];
      }
      to.put(example, column, posterior.length, posterior);
    }
    if (penalty != null && penalty.needsLatent()) {
      double[] latent = new double[latentSize];
      for (int j = 0; j < latentSize; j++) {
        latent[j] = place < 0 ? 0 : slope * value.byLatent()[place][j];
      }
      to.put(example, to.columns() - latentSize, latentSize, latent);
    }
  }
}
