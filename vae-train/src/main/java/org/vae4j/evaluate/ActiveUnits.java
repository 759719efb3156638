package org.vae4j.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.model.Vae;

/**
 * Which latent units carry information: those whose mean moves with x, Var over x of E[z | x] above
 * 0.01. The variance is Welford's.
 *
 * <p>Of a posterior that flows move, E[z | x] is the mean of K draws, {@link DrawnMoments}. Its own
 * error, Var(z | x) / K, would count as movement, and at K = 100 be as large as the bound where the
 * posterior is the prior. So it is subtracted; what is left of it over N examples has a standard
 * error of 0.01 √(2 / N).
 *
 * @see <a href="https://arxiv.org/abs/1509.00519">Burda et al. 2016, section 5.2</a>
 */
public final class ActiveUnits {
  /** Above it, a unit carries information. */
  public static final double ACTIVE_VARIANCE = 0.01;

  private final double[] mean;
  private final double[] squares;
  private final double[] errors;
  private long count;

  /** Before the first example. */
  public ActiveUnits(int units) {
    mean = new double[units];
    squares = new double[units];
    errors = new double[units];
  }

  /**
   * How many there are.
   *
   * @param batches of x, one at least
   */
  public static int count(Vae vae, Iterable<DataSet> batches) {
    ActiveUnits units = new ActiveUnits(vae.latentSize());
    DrawnMoments moments = new DrawnMoments(vae);
    for (DataSet batch : batches) {
      if (vae.hasGaussianPosterior()) {
        for (double[] mean : vae.encode(batch.getFeatures()).mean().toDoubleMatrix()) {
          units.add(mean);
        }
      } else {
        units.add(moments.next(batch.getFeatures()));
      }
    }
    return units.count();
  }

  /** Takes E[z | x] of one more x in. */
  public void add(double[] posteriorMean) {
    count++;
    for (int j = 0; j < mean.length; j++) {
      double distance = posteriorMean[j] - mean[j];
      mean[j] += distance / count;
      squares[j] += distance * (posteriorMean[j] - mean[j]);
    }
  }

  /** Takes in E[z | x] of more x, as means of draws. */
  public void add(DrawnMoments.Moments drawn) {
    for (int i = 0; i < drawn.mean().size(); i++) {
      add(drawn.mean().get(i));
      for (int j = 0; j < errors.length; j++) {
        errors[j] += drawn.variance().get(i)[j] / DrawnMoments.DRAWS;
      }
    }
  }

  /** Which units are, by the examples so far. */
  public List<Boolean> active() {
    return IntStream.range(0, mean.length)
        .mapToObj(j -> (squares[j] - errors[j]) / count > ACTIVE_VARIANCE)
        .toList();
  }

  /** How many there are, by the examples so far. */
  int count() {
    return (int) active().stream().filter(unit -> unit).count();
  }
}
