package org.vae4j.report;

import java.util.List;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.evaluate.Posteriors;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * What a look at the latent space goes by: random examples of a part of the data, which tell the
 * order of the units well enough and take a moment. The first ones would not do where the data is
 * sorted by class.
 *
 * @param examples those that were encoded
 * @param posteriors theirs
 */
public record EncodedSample(Dataset examples, Posteriors posteriors) {
  private static final int EXAMPLES = 2000;
  private static final int BATCH = 500;

  /**
   * Encodes examples of a part.
   *
   * @param seed draws them, if there are too many for all
   */
  public static EncodedSample of(Vae vae, Dataset part, long seed) {
    Dataset drawn =
        part.size() <= EXAMPLES
            ? part
            : part.split(EXAMPLES, RandomKey.of(seed).with("latent view")).part();
    return new EncodedSample(
        drawn, Posteriors.of(vae, new DatasetIterator.Builder(drawn, BATCH).build()));
  }

  /** The units of the highest KL, so many at most. */
  public List<Integer> units(int count) {
    List<Integer> order = posteriors.unitsByKl();
    return order.subList(0, Math.min(count, order.size()));
  }
}
