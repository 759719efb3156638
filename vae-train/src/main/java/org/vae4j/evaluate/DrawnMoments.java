package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.loss.HostMatrix;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * Mean and variance of q(z | x), unit by unit, from {@value #DRAWS} draws for each example: for a
 * posterior that flows move, whose moments have no closed form.
 *
 * <p>The draws depend on an example's place in the data alone, and on no seed of a run: wherever
 * the same model is asked of the same data, the same is found.
 */
public final class DrawnMoments {
  /** K. Of a unit of variance 1, the mean of so many has an error of 0.1. */
  public static final int DRAWS = 100;

  private static final RandomKey KEY = RandomKey.of(1).with("moments of the posterior");

  /** Bounds the memory of the flows' layers. */
  private static final int EXAMPLES_AT_A_TIME = 100;

  private final Vae vae;
  private int seen;

  /** Before the first example. */
  public DrawnMoments(Vae vae) {
    this.vae = vae;
  }

  /**
   * The moments of some examples, L values for each.
   *
   * @param mean E[z | x], as an average over the draws
   * @param variance Var(z | x), unbiased
   */
  public record Moments(List<double[]> mean, List<double[]> variance) {}

  /**
   * Those of the next examples.
   *
   * @param x {@code [N, D]}
   */
  public Moments next(INDArray x) {
    int examples = (int) x.size(0);
    Moments moments = new Moments(new ArrayList<>(), new ArrayList<>());
    for (int from = 0; from < examples; from += EXAMPLES_AT_A_TIME) {
      int to = Math.min(examples, from + EXAMPLES_AT_A_TIME);
      NormalDraws[] noise = NormalDraws.ofExamples(KEY, seen, to - from);
      seen += noise.length;
      INDArray part = x.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c');
      INDArray draws = vae.drawLatents(part, DRAWS, NormalDraws.rows(noise));
      HostMatrix z = HostMatrix.reading(draws);
      for (int i = 0; i < noise.length; i++) {
        double[] mean = new double[z.columns()];
        double[] variance = new double[z.columns()];
        addUp(z, i * DRAWS, mean, variance);
        moments.mean.add(mean);
        moments.variance.add(variance);
      }
      draws.close(); // at once, not when garbage is collected
    }
    return moments;
  }

  /** Of one example, whose draws begin at a row; by Welford. */
  private static void addUp(HostMatrix z, int first, double[] mean, double[] variance) {
    double[] draw = new double[mean.length];
    for (int k = 0; k < DRAWS; k++) {
      z.get(first + k, 0, draw.length, draw);
      for (int j = 0; j < draw.length; j++) {
        double distance = draw[j] - mean[j];
        mean[j] += distance / (k + 1);
        variance[j] += distance * (draw[j] - mean[j]) / (DRAWS - 1);
      }
    }
  }
}
