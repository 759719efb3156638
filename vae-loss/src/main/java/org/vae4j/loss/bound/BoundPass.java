package org.vae4j.loss.bound;

import java.util.Arrays;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/**
 * The bound of each example of a batch, from K draws of z an example, and its derivatives:
 *
 * <pre>
 * log w_k = log p(x | z_k) + klWeight · (log p(z_k) − log q(z_k | x))
 * </pre>
 */
public final class BoundPass {
  /** Of a column of a row. */
  private static final double NANOSECONDS = 2;

  private final int examples;
  private final int samples;
  private final double klWeight;
  private final Bound bound;
  private final double[] exampleWeights;
  private final ImportanceWeights[] weights;
  private final double[] reconstruction;
  private final double[] kl;

  /**
   * Computes the bounds.
   *
   * @param input {@code [N·K, P + 2]}, its last two columns are log q(z | x) and log p(z)
   * @param nll −log p(x | z) of each row, N·K values
   * @param exampleWeights a factor of each example's bound, N values; where it is 0 the input is
   *     not looked at
   */
  public BoundPass(
      HostMatrix input, double[] nll, double[] exampleWeights, double klWeight, Bound bound) {
    this.examples = exampleWeights.length;
    this.samples = nll.length / examples;
    this.klWeight = klWeight;
    this.bound = bound;
    this.exampleWeights = exampleWeights;
    this.weights = new ImportanceWeights[examples];
    this.reconstruction = new double[examples];
    this.kl = new double[examples];
    for (int i = 0; i < examples; i++) {
      if (exampleWeights[i] != 0) {
        example(i, input, nll);
      } else {
        double[] unknown = new double[samples];
        Arrays.fill(unknown, Double.NaN);
        weights[i] = ImportanceWeights.of(unknown);
      }
    }
  }

  private void example(int i, HostMatrix input, double[] nll) {
    double[] densities = new double[2];
    double[] logWeights = new double[samples];
    for (int k = 0; k < samples; k++) {
      int row = i * samples + k;
      input.get(row, input.columns() - 2, 2, densities);
      double logPosterior = densities[0];
      double logPrior = densities[1];
      logWeights[k] = klWeight * (logPrior - logPosterior) - nll[row];
      reconstruction[i] += nll[row];
      kl[i] += logPosterior - logPrior;
    }
    weights[i] = ImportanceWeights.of(logWeights);
  }

  /** Those of one example; NaN where the example's weight is 0. */
  public ImportanceWeights weights(int example) {
    return weights[example];
  }

  /** What the draws of one example tell; NaN where the example's weight is 0. */
  public DrawTerms drawTerms(int example) {
    boolean known = exampleWeights[example] != 0;
    return new DrawTerms(
        weights[example],
        known ? reconstruction[example] / samples : Double.NaN,
        known ? kl[example] / samples : Double.NaN);
  }

  /** What an example adds to the objective: its negative bound, weighted. */
  public double objective(int example) {
    return exampleWeights[example] == 0 ? 0 : -exampleWeights[example] * bound.of(weights[example]);
  }

  /**
   * What the standard gradient by each draw is multiplied by to make it the doubly reparameterised
   * one: N·K values, 0 where an example's weight is 0.
   *
   * <pre>
   * (1 − klWeight) + klWeight · ŵ        ŵ: the draw's normalised importance weight
   * </pre>
   *
   * <p>The score term of log w that is reparameterised once more is that of klWeight · log q; at KL
   * weight 1 the factor is ŵ itself.
   */
  public double[] pathFactors() {
    double[] factors = new double[examples * samples];
    for (int i = 0; i < examples; i++) {
      if (exampleWeights[i] != 0) {
        double[] normalised = weights[i].normalised();
        for (int k = 0; k < samples; k++) {
          factors[i * samples + k] = 1 - klWeight + klWeight * normalised[k];
        }
      }
    }
    return factors;
  }

  /**
   * Makes of the gradients of −log p(x | z) those of the objective.
   *
   * @param gradient of the input's shape; its first P columns hold the gradient of each row by the
   *     decoder's output, and all of it is overwritten
   */
  public void finishGradient(HostMatrix gradient) {
    Cores.share(
        examples,
        NANOSECONDS * samples * gradient.columns(),
        (from, to) -> finishGradient(from, to, gradient));
  }

  private void finishGradient(int from, int to, HostMatrix gradient) {
    int parameters = gradient.columns() - 2;
    double[] row = new double[parameters + 2];
    for (int i = from; i < to; i++) {
      double[] shares = bound.byLogWeights(weights[i]);
      for (int k = 0; k < samples; k++) {
        int at = i * samples + k;
        double share = exampleWeights[i] == 0 ? 0 : exampleWeights[i] * shares[k];
        gradient.get(at, 0, parameters, row);
        for (int j = 0; j < parameters; j++) {
          row[j] = share == 0 ? 0 : share * row[j];
        }
        row[parameters] = share * klWeight;
        row[parameters + 1] = -share * klWeight;
        gradient.put(at, 0, row.length, row);
      }
    }
  }

  /** The means over the batch. */
  public BoundTerms terms() {
    double objective = 0;
    double nll = 0;
    double klSum = 0;
    double sampleSize = 0;
    double weight = 0;
    for (int i = 0; i < examples; i++) {
      objective += objective(i);
      nll += exampleWeights[i] * reconstruction[i];
      klSum += exampleWeights[i] * kl[i];
      if (exampleWeights[i] != 0) {
        sampleSize += exampleWeights[i] * weights[i].effectiveSampleSize();
        weight += exampleWeights[i];
      }
    }
    double rows = (double) examples * samples;
    return new BoundTerms(
        examples,
        objective / examples,
        nll / rows,
        klSum / rows,
        klWeight,
        weight == 0 ? 0 : sampleSize / weight);
  }
}
