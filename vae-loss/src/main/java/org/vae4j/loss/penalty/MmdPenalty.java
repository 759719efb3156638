package org.vae4j.loss.penalty;

import java.util.Arrays;
import org.vae4j.loss.cores.Cores;

/**
 * The squared maximum mean discrepancy of q(z) and p(z) = N(0, I), from draws z and y of both: a
 * plain number, as an InfoVAE or a Wasserstein autoencoder has it.
 *
 * <pre>
 * mean over i ≠ k of κ(zᵢ, zₖ)  +  mean over i ≠ k of κ(yᵢ, yₖ)  −  2 · mean over i, k of κ(zᵢ, yₖ)
 *
 * κ(a, b) = Σₛ C / (C + |a − b|²),    C = 2 · L · s,    s = 0.1, 0.2, 0.5, 1, 2, 5, 10
 * </pre>
 *
 * <p>An unbiased estimate (a U-statistic), so that it can be below 0. A batch of one example has no
 * pairs: its penalty is 0.
 *
 * @see <a href="https://arxiv.org/abs/1711.01558">Tolstikhin et al. 2018, section 4 and algorithm
 *     2</a>; the scales are those of its program
 * @see <a href="https://arxiv.org/abs/1706.02262">Zhao et al. 2019, InfoVAE</a>
 */
public record MmdPenalty() implements PosteriorPenalty {
  private static final double[] SCALES = {0.1, 0.2, 0.5, 1, 2, 5, 10};

  /** Of a pair of rows: seven quotients. */
  private static final double NANOSECONDS = 30;

  @Override
  public String name() {
    return "mmd";
  }

  @Override
  public boolean needsLatent() {
    return true;
  }

  @Override
  public boolean needsPriorDraws() {
    return true;
  }

  @Override
  public PenaltyValue at(PosteriorBatch batch) {
    int n = batch.examples();
    int units = batch.units();
    double[] ofRow = new double[n];
    double[][] byLatent = new double[n][units];
    if (n > 1) {
      Cores.share(
          n,
          3 * n * (NANOSECONDS + units),
          (from, to) -> {
            for (int i = from; i < to; i++) {
              ofRow[i] = row(i, batch.latent(), batch.priorDraws(), byLatent[i]);
            }
          });
    }
    return new PenaltyValue(
        Arrays.stream(ofRow).sum(), new double[n][units], new double[n][units], byLatent);
  }

  /** The pairs whose first is row i; the derivative by zᵢ counts those whose second it is, too. */
  private static double row(int i, double[][] z, double[][] y, double[] byLatent) {
    double within = 1.0 / z.length / (z.length - 1);
    double across = 2.0 / z.length / z.length;
    double value = 0;
    for (int k = 0; k < z.length; k++) {
      if (k != i) {
        value += within * (kernel(z[i], z[k]) + kernel(y[i], y[k]));
        addGradient(2 * within, z[i], z[k], byLatent);
      }
      value -= across * kernel(z[i], y[k]);
      addGradient(-across, z[i], y[k], byLatent);
    }
    return value;
  }

  private static double kernel(double[] a, double[] b) {
    double distance = squaredDistance(a, b);
    double sum = 0;
    for (double scale : SCALES) {
      double width = 2 * a.length * scale;
      sum += width / (width + distance);
    }
    return sum;
  }

  /** Adds weight · ∂κ(a, b)/∂a. */
  private static void addGradient(double weight, double[] a, double[] b, double[] to) {
    double distance = squaredDistance(a, b);
    double slope = 0;
    for (double scale : SCALES) {
      double width = 2 * a.length * scale;
      slope -= width / ((width + distance) * (width + distance));
    }
    for (int j = 0; j < a.length; j++) {
      to[j] += weight * slope * 2 * (a[j] - b[j]);
    }
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }
}
