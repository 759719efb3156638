package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.loss.bound.DrawTerms;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * log p(x) by importance sampling, with the posterior as the proposal, whatever posterior and prior
 * are:
 *
 * <pre>
 * log p̂(x) = log 1/K Σₖ p(x | zₖ) p(zₖ) / q(zₖ | x)        zₖ ~ q(z | x)
 * </pre>
 *
 * <p>p̂ is unbiased; log p̂ is a lower bound of log p(x) on average, the ELBO at K = 1, and rises
 * with K towards log p(x).
 *
 * <p>A few draws of a few examples at a time go through the decoder, so memory does not grow with
 * K. The draws of an example depend on the key and its place in the data alone: neither batches nor
 * the number of z at a time change them, and what they do change is the rounding of the matrix
 * products.
 *
 * @see <a href="https://arxiv.org/abs/1509.00519">Burda et al. 2016, equation 8</a>
 */
public final class MarginalLikelihood {
  /** Enough for a matrix product to run at full speed. */
  private static final int ROWS_AT_A_TIME = 1024;

  /** Fewer rows of wide data: at most 16 MB of floats. */
  private static final int VALUES_AT_A_TIME = 1 << 22;

  /** The other rows are of other examples, which the cores draw for side by side. */
  private static final int DRAWS_AT_A_TIME = 64;

  private final Function<INDArray, PosteriorDraws> posteriors;
  private final int samples;
  private final RandomKey key;
  private final int rowsAtATime;

  /**
   * An estimator.
   *
   * @param samples K, at least 1
   * @param key what the draws come from
   * @throws IllegalStateException if the prior depends on an input
   * @throws UnsupportedOperationException if the reconstruction term is a loss without a density
   * @throws IllegalArgumentException if there are no samples
   */
  public MarginalLikelihood(Vae vae, int samples, RandomKey key) {
    this(vae, samples, key, ROWS_AT_A_TIME);
  }

  /**
   * @param rowsAtATime how many z the decoder sees in one call, at most
   */
  MarginalLikelihood(Vae vae, int samples, RandomKey key, int rowsAtATime) {
    if (samples < 1) {
      throw new IllegalArgumentException("expected at least 1 sample, got " + samples);
    }
    this.posteriors = PosteriorDraws.of(vae);
    this.samples = samples;
    this.key = key;
    this.rowsAtATime = rowsAtATime;
  }

  /**
   * What the draws of an example tell, in nats.
   *
   * @param logProbability log p̂(x)
   * @param reconstruction the mean of −log p(x | z) over them
   * @param kl the mean of log q(z | x) − log p(z) over them
   * @param effectiveSampleSize how many draws from p(z | x) itself they are worth, 1 to K
   */
  public record Estimate(
      double logProbability, double reconstruction, double kl, double effectiveSampleSize) {}

  /** log p̂(x) of each example, in nats, as {@link #estimates} has it. */
  public double[] logProbabilities(Iterator<DataSet> batches, int examples, Progress progress) {
    return estimates(batches, examples, progress).stream()
        .mapToDouble(Estimate::logProbability)
        .toArray();
  }

  /**
   * The estimates of each example.
   *
   * @param batches of x, read from where they stand to their end
   * @param examples how many that are
   * @param progress is told how many z are done
   */
  public List<Estimate> estimates(Iterator<DataSet> batches, int examples, Progress progress) {
    List<Estimate> results = new ArrayList<>(examples);
    while (batches.hasNext()) {
      INDArray x = batches.next().getFeatures();
      int rows = Math.max(1, Math.min(rowsAtATime, Math.toIntExact(VALUES_AT_A_TIME / x.size(1))));
      int group = Math.max(1, rows / Math.min(samples, DRAWS_AT_A_TIME));
      for (long from = 0; from < x.size(0); from += group) {
        long to = Math.min(x.size(0), from + group);
        INDArray few = x.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c');
        long before = results.size();
        results.addAll(
            estimatesOf(
                few,
                results.size(),
                rows / (int) (to - from),
                draws -> progress.done(before * samples + draws, (long) examples * samples)));
      }
    }
    return results;
  }

  /**
   * @param first the place of the first example in the data
   * @param atATime how many draws of each example the decoder sees in one call, at most
   * @param done is told how many draws are done
   */
  private List<Estimate> estimatesOf(INDArray x, int first, int atATime, LongConsumer done) {
    PosteriorDraws posteriors = this.posteriors.apply(x);
    List<ExampleEstimate> estimates =
        Stream.generate(ExampleEstimate::new).limit(x.size(0)).toList();
    NormalDraws[] noise = NormalDraws.ofExamples(key, first, estimates.size());
    for (int drawn = 0; drawn < samples; ) {
      int draws = Math.min(atATime, samples - drawn);
      List<DrawTerms> terms = posteriors.next(draws, noise);
      for (int i = 0; i < terms.size(); i++) {
        estimates.get(i).add(terms.get(i));
      }
      drawn += draws;
      done.accept((long) drawn * noise.length);
    }
    return estimates.stream().map(ExampleEstimate::value).toList();
  }

  /** What the draws of an example have told so far. */
  private static final class ExampleEstimate {
    private final LogMeanExp weights = new LogMeanExp();
    private double reconstruction;
    private double kl;
    private int draws;

    void add(DrawTerms terms) {
      int more = terms.weights().samples();
      for (double logWeight : terms.weights().logWeights()) {
        weights.add(logWeight);
      }
      reconstruction += more * terms.reconstruction();
      kl += more * terms.kl();
      draws += more;
    }

    Estimate value() {
      return new Estimate(
          weights.value(), reconstruction / draws, kl / draws, weights.effectiveCount());
    }
  }
}
