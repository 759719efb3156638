package org.vae4j.evaluate;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.loss.LossTerms;
import org.vae4j.model.Vae;

/**
 * How well a model explains data it may not have seen.
 *
 * @param loss the negative ELBO in nats, with one z drawn for each example
 * @param activeUnits how many latent units carry information: Var over x of E[z | x] above 0.01
 *     (Burda et al. 2016, section 5.2)
 */
public record Evaluation(LossTerms loss, int activeUnits) {
  private static final double ACTIVE_VARIANCE = 0.01;

  /**
   * Scores a model.
   *
   * @param batches gives the data once more each time it is asked
   */
  public static Evaluation of(Vae vae, Iterable<DataSet> batches) {
    return new Evaluation(vae.lossTerms(batches.iterator()), activeUnits(vae, batches.iterator()));
  }

  private static int activeUnits(Vae vae, Iterator<DataSet> batches) {
    MeanVariance variance = new MeanVariance(vae.latentSize());
    while (batches.hasNext()) {
      INDArray means = vae.encode(batches.next().getFeatures()).mean();
      for (double[] mean : means.toDoubleMatrix()) {
        variance.add(mean);
      }
    }
    return (int) variance.perUnit().stream().filter(value -> value > ACTIVE_VARIANCE).count();
  }

  /** The variance of each unit over the examples, by Welford's method. */
  private static final class MeanVariance {
    private final double[] mean;
    private final double[] squares;
    private long count;

    MeanVariance(int units) {
      mean = new double[units];
      squares = new double[units];
    }

    void add(double[] example) {
      count++;
      for (int j = 0; j < mean.length; j++) {
        double distance = example[j] - mean[j];
        mean[j] += distance / count;
        squares[j] += distance * (example[j] - mean[j]);
      }
    }

    List<Double> perUnit() {
      return Arrays.stream(squares).mapToObj(sum -> sum / count).toList();
    }
  }
}
