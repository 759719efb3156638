package org.vae4j.loss;

import java.util.Arrays;
import java.util.List;
import org.vae4j.loss.cores.Cores;

/**
 * The KL term of a batch: its value and its derivative for each example, and what it comes to in
 * each unit.
 */
public final class KlPass {
  /** Of a unit of an example. */
  private static final double NANOSECONDS = 25;

  private final int examples;
  private final int latentSize;
  private final boolean priorIsInput;
  private final double[] weights;

  /** Weighted, unit by unit of example by example, as the derivatives are. */
  private final double[] kl;

  private final double[] byMean;
  private final double[] byLogVariance;

  /** By the prior's, where that is an input; the derivative by its mean is that above, negated. */
  private final double[] byPriorLogVariance;

  private final KlPenalty.Linear[] penalty;

  /**
   * Computes all of it.
   *
   * @param input its columns from {@code column} on are the posterior {@code [mean | logVariance]},
   *     2L columns, and, if the prior is an input, 2L more of the prior
   * @param latentSize L
   * @param weights a factor for each example; where it is 0 the input is not looked at
   * @param penalty what is made of the KL divergence
   */
  public KlPass(
      HostMatrix input,
      int column,
      int latentSize,
      Prior prior,
      double[] weights,
      KlPenalty penalty) {
    this.examples = input.rows();
    this.latentSize = latentSize;
    this.priorIsInput = prior instanceof InputPrior;
    this.weights = weights;
    this.kl = new double[examples * latentSize];
    this.byMean = new double[kl.length];
    this.byLogVariance = new double[kl.length];
    this.byPriorLogVariance = new double[priorIsInput ? kl.length : 0];
    Cores.share(
        examples,
        NANOSECONDS * latentSize,
        (from, to) -> examples(from, to, input, column, new PriorRow(prior, latentSize)));
    this.penalty = penalty.linearised(sumOverExamples(Arrays.stream(weights).sum()));
  }

  private void examples(int from, int to, HostMatrix input, int column, PriorRow given) {
    double[] posterior = new double[2 * latentSize];
    for (int i = from; i < to; i++) {
      if (weights[i] != 0) {
        input.get(i, column, 2 * latentSize, posterior);
        if (priorIsInput) {
          given.read(input, i, column + 2 * latentSize);
        }
        example(i, posterior, given);
      }
    }
  }

  /** The KL divergence of one example unit by unit, as in {@link GaussianKl}. */
  private void example(int i, double[] posterior, PriorRow prior) {
    for (int j = 0; j < latentSize; j++) {
      double distance = posterior[j] - prior.mean[j];
      double delta = posterior[latentSize + j] - prior.logVariance[j];
      double scaledDistance = distance * prior.precision[j];
      double excess = 0.5 * Math.expm1(delta);
      int at = i * latentSize + j;
      kl[at] = weights[i] * (excess + 0.5 * (distance * scaledDistance - delta));
      byMean[at] = weights[i] * scaledDistance;
      byLogVariance[at] = weights[i] * excess;
      if (priorIsInput) {
        byPriorLogVariance[at] = -weights[i] * (excess + 0.5 * distance * scaledDistance);
      }
    }
  }

  /** KL(q(z | x) ‖ p(z)) of each unit for one example. */
  public List<Double> klPerUnit(int example) {
    int from = example * latentSize;
    return Arrays.stream(kl, from, from + latentSize).boxed().toList();
  }

  /** What the KL term adds to the objective of an example, in nats. */
  public double penalty(int example) {
    double sum = 0;
    for (int j = 0; j < latentSize; j++) {
      sum += penalty(example, j);
    }
    return sum;
  }

  private double penalty(int example, int unit) {
    // The KL carries the example's weight already.
    KlPenalty.Linear linear = penalty[unit];
    return linear.slope() * kl[example * latentSize + unit] + weights[example] * linear.offset();
  }

  /** KL(q(z | x) ‖ p(z)) of each unit, averaged over the batch. */
  public List<Double> klPerUnit() {
    return Arrays.stream(sumOverExamples(examples)).boxed().toList();
  }

  /** What each unit adds to the objective, averaged over the batch. */
  public List<Double> penaltyPerUnit() {
    double[] units = new double[latentSize];
    for (int i = 0; i < examples; i++) {
      for (int j = 0; j < latentSize; j++) {
        units[j] += penalty(i, j);
      }
    }
    return Arrays.stream(units).mapToObj(sum -> sum / examples).toList();
  }

  /**
   * Writes the derivative of an example's penalty to its row, from a column on: by the posterior's
   * 2L parameters and, if the prior is an input, by its 2L.
   */
  public void putGradient(int example, HostMatrix to, int column) {
    double[] row = new double[priorIsInput ? 4 * latentSize : 2 * latentSize];
    for (int j = 0; j < latentSize; j++) {
      int at = example * latentSize + j;
      double slope = penalty[j].slope();
      row[j] = slope * byMean[at];
      row[latentSize + j] = slope * byLogVariance[at];
      if (priorIsInput) {
        row[2 * latentSize + j] = -slope * byMean[at];
        row[3 * latentSize + j] = slope * byPriorLogVariance[at];
      }
    }
    to.put(example, column, row.length, row);
  }

  private double[] sumOverExamples(double divisor) {
    double[] units = new double[latentSize];
    for (int at = 0; at < kl.length; at++) {
      units[at % latentSize] += kl[at];
    }
    for (int j = 0; j < latentSize; j++) {
      units[j] = divisor == 0 ? 0 : units[j] / divisor;
    }
    return units;
  }

  /** The prior of one example. */
  private static final class PriorRow {
    private final double[] mean;
    private final double[] logVariance;
    private final double[] precision;
    private final double[] parameters;

    PriorRow(Prior prior, int latentSize) {
      mean = new double[latentSize];
      logVariance = new double[latentSize];
      precision = new double[latentSize];
      parameters = new double[2 * latentSize];
      if (prior instanceof FixedPrior fixed) {
        for (int j = 0; j < latentSize; j++) {
          parameters[j] = fixed.getMean().get(j);
          parameters[latentSize + j] = fixed.getLogVariance().get(j);
        }
      }
      set();
    }

    void read(HostMatrix input, int example, int column) {
      input.get(example, column, parameters.length, parameters);
      set();
    }

    private void set() {
      for (int j = 0; j < mean.length; j++) {
        mean[j] = parameters[j];
        logVariance[j] = parameters[mean.length + j];
        precision[j] = Math.exp(-logVariance[j]);
      }
    }
  }
}
