package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.loss.ExampleTerms;
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
      DataSet batch = batches.next();
      NormalDraws[] noise = NormalDraws.ofExamples(key, terms.size(), batch.numExamples());
      terms.addAll(vae.exampleTerms(batch, NormalDraws.rows(noise)));
    }
    return terms;
  }
}
