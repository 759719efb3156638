package org.vae4j.evaluate;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.evaluate.MarginalLikelihood.Estimate;
import org.vae4j.loss.bound.DrawTerms;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * The weights of draws as the graph gives them: of a posterior that flows move, of a prior that is
 * a mixture.
 */
final class GraphDraws {
  private final Vae vae;
  private final int samples;
  private final RandomKey key;
  private final int rowsAtATime;

  /**
   * @param samples K
   * @param key what the draws come from
   * @param rowsAtATime how many z the decoder sees in one call, at most
   */
  GraphDraws(Vae vae, int samples, RandomKey key, int rowsAtATime) {
    this.vae = vae;
    this.samples = samples;
    this.key = key;
    this.rowsAtATime = rowsAtATime;
  }

  /**
   * Estimates a batch.
   *
   * @param first the place of its first example in the data
   * @param results of all data; those of the batch are written
   */
  void estimate(INDArray x, int first, Estimate[] results, Progress progress) {
    int examples = (int) x.size(0);
    int group = Math.max(1, rowsAtATime / samples);
    for (int from = 0; from < examples; from += group) {
      int to = Math.min(examples, from + group);
      INDArray part = x.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c');
      estimateAtOnce(part, first + from, results);
      progress.done((long) (first + to) * samples, (long) results.length * samples);
    }
  }

  /** So few examples that all, or a part of their draws, go through the decoder at once. */
  private void estimateAtOnce(INDArray x, int first, Estimate[] results) {
    int examples = (int) x.size(0);
    NormalDraws[] noise = new NormalDraws[examples];
    Arrays.setAll(noise, i -> new NormalDraws(key.with(first + i)));
    LogMeanExp[] weights = new LogMeanExp[examples];
    Arrays.setAll(weights, i -> new LogMeanExp());
    double[] reconstruction = new double[examples];
    double[] kl = new double[examples];
    int atATime = Math.max(1, Math.min(samples, rowsAtATime / examples));
    for (int done = 0; done < samples; done += atATime) {
      int draws = Math.min(atATime, samples - done);
      List<DrawTerms> terms = vae.drawTerms(x, draws, NormalDraws.rows(noise));
      for (int i = 0; i < examples; i++) {
        for (double logWeight : terms.get(i).weights().logWeights()) {
          weights[i].add(logWeight);
        }
        reconstruction[i] += draws * terms.get(i).reconstruction();
        kl[i] += draws * terms.get(i).kl();
      }
    }
    for (int i = 0; i < examples; i++) {
      results[first + i] = Estimate.of(weights[i], reconstruction[i] / samples, kl[i] / samples);
    }
  }
}
