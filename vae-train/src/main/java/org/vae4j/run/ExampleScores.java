package org.vae4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.evaluate.Progress;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.train.Trainer;

/**
 * How odd a model finds each example of a set, in nats: the higher, the odder.
 *
 * @param part the set
 * @param terms the negative ELBO of each example, with one z drawn for it
 * @param nlls −log p̂(x) of each example; empty where it was not asked for
 */
public record ExampleScores(ImageDataset part, List<ExampleTerms> terms, List<Double> nlls) {
  public ExampleScores {
    terms = List.copyOf(terms);
    nlls = List.copyOf(nlls);
  }

  /**
   * Scores a set.
   *
   * @param name what it is called, which its draws go by
   * @param samples K of the marginal likelihood, 0 for none
   * @throws BadInputException if the images have another shape, or there is no marginal likelihood
   */
  public static ExampleScores of(
      RunFolder folder, Vae vae, ImageDataset part, String name, int samples, Progress progress) {
    RunData.requireShape(part, folder.info().image());
    Settings settings = folder.settings();
    long seed = settings.training().seed();
    PartBatches batches = new PartBatches(settings, part);
    Nd4j.getRandom().setSeed(Trainer.heldOutSeed(seed, name));
    List<ExampleTerms> terms = new ArrayList<>();
    for (DataSet batch : batches) {
      terms.addAll(vae.exampleTerms(batch));
    }
    if (samples == 0) {
      return new ExampleScores(part, terms, List.of());
    }
    RandomKey key = RandomKey.of(seed).with("evaluate").with(name);
    double[] nlls = RunEvaluation.nlls(vae, batches, part.size(), samples, key, progress);
    return new ExampleScores(
        part, terms, IntStream.range(0, nlls.length).mapToObj(i -> nlls[i]).toList());
  }

  /** Its class, or nothing without labels. */
  String labelOf(int example) {
    return part.hasLabels() ? part.classNames().get(part.label(example)) : "";
  }
}
