package org.vae4j.run;

import java.util.List;
import org.vae4j.datasets.ImageDataSetIterator;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.evaluate.Posteriors;
import org.vae4j.model.Vae;

/**
 * What a look at the latent space goes by: the first examples of a part of the data, which tell the
 * order of the units well enough and take a moment.
 *
 * @param examples those that were encoded
 * @param posteriors theirs
 */
public record LatentView(ImageDataset examples, Posteriors posteriors) {
  private static final int EXAMPLES = 2000;
  private static final int BATCH = 500;

  /** Encodes the first examples of a part. */
  public static LatentView of(Vae vae, ImageDataset part) {
    ImageDataset first = part.take(EXAMPLES);
    return new LatentView(
        first, Posteriors.of(vae, new ImageDataSetIterator.Builder(first, BATCH).build()));
  }

  /** The units of the highest KL, so many at most. */
  public List<Integer> units(int count) {
    List<Integer> order = posteriors.unitsByKl();
    return order.subList(0, Math.min(count, order.size()));
  }
}
