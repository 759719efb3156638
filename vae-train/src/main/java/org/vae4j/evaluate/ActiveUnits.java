package org.vae4j.evaluate;

import java.util.Arrays;

/**
 * Which latent units carry information: those whose mean moves with x, Var over x of E[z | x] above
 * 0.01. The variance is Welford's.
 *
 * @see <a href="https://arxiv.org/abs/1509.00519">Burda et al. 2016, section 5.2</a>
 */
public final class ActiveUnits {
  /** Above it, a unit carries information. */
  public static final double ACTIVE_VARIANCE = 0.01;

  private final double[] mean;
  private final double[] squares;
  private long count;

  ActiveUnits(int units) {
    mean = new double[units];
    squares = new double[units];
  }

  /**
   * How many there are.
   *
   * @param posteriorMeans E[z | x] of every x, {@code [N][L]}; one at least
   */
  public static int count(double[][] posteriorMeans) {
    ActiveUnits units = new ActiveUnits(posteriorMeans[0].length);
    for (double[] posteriorMean : posteriorMeans) {
      units.add(posteriorMean);
    }
    return units.count();
  }

  /** Takes E[z | x] of one more x in. */
  void add(double[] posteriorMean) {
    count++;
    for (int j = 0; j < mean.length; j++) {
      double distance = posteriorMean[j] - mean[j];
      mean[j] += distance / count;
      squares[j] += distance * (posteriorMean[j] - mean[j]);
    }
  }

  /** How many there are, by the examples so far. */
  int count() {
    return (int) Arrays.stream(squares).filter(sum -> sum / count > ACTIVE_VARIANCE).count();
  }
}
