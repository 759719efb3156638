package org.vae4j.run;

import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.data.OrderedBatches;
import org.vae4j.data.RunData;
import org.vae4j.datasets.Dataset;
import org.vae4j.evaluate.MarginalLikelihood;
import org.vae4j.evaluate.MarginalLikelihood.Estimate;
import org.vae4j.evaluate.NegativeElbo;
import org.vae4j.evaluate.Progress;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.Settings;

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
   * @param name what it is called, which its draws go by
   * @param samples K of the marginal likelihood, 0 for none
   * @throws BadInputException if the images have another shape, or there is no marginal likelihood
   */
  public static ExampleScores of(
      RunFolder folder, Vae vae, Dataset part, String name, int samples, Progress progress) {
    RunData.requireShape(part, folder.info().image());
    Settings settings = folder.settings();
    OrderedBatches batches = new OrderedBatches(settings, part);
    RandomKey draws = RunEvaluation.drawsOf(settings, name);
    if (samples == 0) {
      return new ExampleScores(part, NegativeElbo.of(vae, batches.iterator(), draws), List.of());
    }
    MarginalLikelihood likelihood = RunEvaluation.marginalLikelihood(vae, samples, draws);
    List<ExampleTerms> single = NegativeElbo.of(vae, batches.iterator(), draws);
    List<Estimate> estimates = likelihood.estimates(batches.iterator(), part.size(), progress);
    return new ExampleScores(
        part,
        IntStream.range(0, part.size())
            .mapToObj(i -> averaged(single.get(i), estimates.get(i)))
            .toList(),
        estimates.stream().map(estimate -> -estimate.logProbability()).toList());
  }

  /** The KL is exact whatever is drawn. */
  private static ExampleTerms averaged(ExampleTerms single, Estimate estimate) {
    return new ExampleTerms(estimate.reconstruction(), single.klPerUnit());
  }

  /** Its class, or nothing without labels. */
  public String labelOf(int example) {
    return part.hasLabels() ? part.classNames().get(part.label(example)) : "";
  }
}
