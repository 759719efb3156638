package org.vae4j.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.OrderedBatches;
import org.vae4j.evaluate.MarginalLikelihood.Estimate;
import org.vae4j.layers.VaeLoss;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * How odd a model finds each example of a set, in nats: the higher, the odder. What is drawn for an
 * example depends on the seed, the set and its place there alone: the scores of the first N are
 * those that they have among all.
 *
 * @param part the set
 * @param terms the negative ELBO of each example, averaged over the draws of the marginal
 *     likelihood, or with one z drawn for it where that was not asked for
 * @param nlls −log p̂(x) of each example; empty where it was not asked for
 */
public record ExampleScores(Dataset part, List<ExampleTerms> terms, List<Double> nlls) {
  public ExampleScores {
    terms = List.copyOf(terms);
    nlls = List.copyOf(nlls);
  }

  /**
   * Scores a set.
   *
   * @param draws by which z is drawn for each example
   * @param samples K of the marginal likelihood, 0 for none
   * @param batchSize examples that go through the network at once
   * @throws IllegalStateException if there is no marginal likelihood
   */
  public static ExampleScores of(
      Vae vae, Dataset part, RandomKey draws, int samples, int batchSize, Progress progress) {
    OrderedBatches batches = new OrderedBatches(part, batchSize);
    List<ExampleTerms> single = NegativeElbo.of(vae, batches.iterator(), draws);
    if (samples == 0) {
      return new ExampleScores(part, single, List.of());
    }
    List<Estimate> estimates =
        new MarginalLikelihood(vae, samples, draws)
            .estimates(batches.iterator(), part.size(), progress);
    return new ExampleScores(
        part,
        IntStream.range(0, part.size())
            .mapToObj(i -> averaged(vae, single.get(i), estimates.get(i)))
            .toList(),
        estimates.stream().map(estimate -> -estimate.logProbability()).toList());
  }

  /** A KL in closed form is exact whatever is drawn. */
  private static ExampleTerms averaged(Vae vae, ExampleTerms single, Estimate estimate) {
    return new ExampleTerms(
        estimate.reconstruction(),
        vae.loss() instanceof VaeLoss ? single.klPerUnit() : List.of(estimate.kl()));
  }

  /** Its class, or nothing without labels. */
  public String labelOf(int example) {
    return part.hasLabels() ? part.classNames().get(part.label(example)) : "";
  }
}
