package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.layers.NoiseSource;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.loss.HostMatrix;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * The negative ELBO of each example, with one z drawn for it: the one that {@link
 * MarginalLikelihood} draws first by the same key. It depends on the key and the example's place in
 * the data alone; batches, and how many examples follow, change no more than the rounding of the
 * matrix products.
 */
public final class NegativeElbo {
  private NegativeElbo() {}

  /**
   * Scores data.
   *
   * @param batches of x, read from where they stand to their end
   * @param key what the draws come from
   */
  public static List<ExampleTerms> of(Vae vae, Iterator<DataSet> batches, RandomKey key) {
    List<ExampleTerms> terms = new ArrayList<>();
    while (batches.hasNext()) {
      terms.addAll(vae.exampleTerms(batches.next(), noise(key, terms.size())));
    }
    return terms;
  }

  /**
   * The ε of a batch.
   *
   * @param first the place of its first example in the data
   */
  private static NoiseSource noise(RandomKey key, int first) {
    return (type, examples, units) -> {
      INDArray noise = Nd4j.createUninitialized(type, new long[] {examples, units}, 'c');
      HostMatrix rows = HostMatrix.of(noise);
      double[] row = new double[(int) units];
      for (int i = 0; i < examples; i++) {
        NormalDraws draws = new NormalDraws(key.with(first + i));
        for (int j = 0; j < units; j++) {
          row[j] = draws.next();
        }
        rows.put(i, 0, row.length, row);
      }
      return noise;
    };
  }
}
