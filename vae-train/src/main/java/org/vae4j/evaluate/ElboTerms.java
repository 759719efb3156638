package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.loss.penalty.DrawDensities;
import org.vae4j.loss.penalty.PosteriorBatch;
import org.vae4j.model.MixturePrior;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * The negative ELBO in three terms, in nats per example, from one z of each of N examples. With
 * q(z) the mixture of their posteriors,
 *
 * <pre>
 * −ELBO = reconstruction + mutual information + KL(q(z) ‖ p(z))
 *
 * mutual information = mean of log q(z | x) − log q(z)
 * KL(q(z) ‖ p(z))    = mean of log q(z) − log p(z)
 * </pre>
 *
 * <p>The second and third add up to the KL divergence. The mutual information is that of z and
 * which of the N examples it is of: at most log N, and near to it where the posteriors do not
 * overlap. It says little of more examples then, and what is missing in it is counted in the third
 * term.
 *
 * <p>Flows that move z in the same way whatever x is multiply q(z | x) and q(z) by the same factor,
 * so that the mutual information is that of z before them.
 *
 * <p>Standard errors are from the spread of the examples, with q(z) taken as given.
 *
 * @param examples N
 * @param reconstruction −log p(x | z)
 * @param mutualInformation what z tells of which example it is of
 * @param aggregateKl how far the codes of all examples together are from the prior; of a prior with
 *     a second level more than that, by how far q(u | z) is from p(u | z)
 * @param totalCorrelation the part of it by which the units depend on each other, KL(q(z) ‖ Πⱼ
 *     q(zⱼ)); null where flows move z, whose units have no known density
 * @param dimensionWiseKl Σⱼ KL(q(zⱼ) ‖ p(zⱼ)), the rest of it; of a prior that is a mixture the two
 *     do not add up to it, since its units may depend on each other, too; null where flows move z,
 *     or the prior is a second level
 * @see <a href="https://approximateinference.org/accepted/HoffmanJohnson2016.pdf">Hoffman &amp;
 *     Johnson 2016, section 2.3</a>
 * @see <a href="https://arxiv.org/abs/1802.04942">Chen et al. 2018, equation 2</a>
 */
public record ElboTerms(
    int examples,
    MeanEstimate reconstruction,
    MeanEstimate mutualInformation,
    MeanEstimate aggregateKl,
    MeanEstimate totalCorrelation,
    MeanEstimate dimensionWiseKl) {
  /** The cost grows as N² · L: a second or two at 20 units. */
  public static final int MOST_EXAMPLES = 2000;

  /** From this share of its bound log N on, I(x; z) says how few examples there are. */
  private static final double NEAR = 0.9;

  /**
   * Whether I(x; z) is so near log N that the examples are too few: what it lacks is then counted
   * as aggregate KL and total correlation.
   */
  public boolean reachesBound() {
    return mutualInformation.value() > NEAR * Math.log(examples);
  }

  /** Whether they can be told: neither the prior nor what moves z depends on an input. */
  public static boolean areKnownOf(Vae vae) {
    return vae.hasPriorOfItsOwn() && vae.movesAllAlike();
  }

  /**
   * Takes the ELBO of examples apart.
   *
   * @param vae of which they are known
   * @param batches of x, {@link #MOST_EXAMPLES} at most; read twice
   * @param key what the draws come from: those of {@link NegativeElbo} by the same key
   * @throws IllegalArgumentException if there are no examples, or more
   */
  public static ElboTerms of(Vae vae, Iterable<DataSet> batches, RandomKey key) {
    List<double[]> mean = new ArrayList<>();
    List<double[]> logVariance = new ArrayList<>();
    for (DataSet batch : batches) {
      DiagonalGaussian posterior = vae.encode(batch.getFeatures());
      mean.addAll(List.of(posterior.mean().toDoubleMatrix()));
      logVariance.addAll(List.of(posterior.logVariance().toDoubleMatrix()));
    }
    int n = mean.size();
    if (n < 1 || n > MOST_EXAMPLES) {
      throw new IllegalArgumentException(
          "expected 1 to %d examples, got %d".formatted(MOST_EXAMPLES, n));
    }
    double[][] z = new double[n][];
    Arrays.setAll(z, i -> draw(mean.get(i), logVariance.get(i), new NormalDraws(key.with(i))));
    DrawDensities densities =
        DrawDensities.ofAll(
            PosteriorBatch.of(
                mean.toArray(double[][]::new), logVariance.toArray(double[][]::new), z));
    double[] ofPosterior = densities.ofPosterior();
    double[] ofAggregate = densities.ofAggregate();
    double[] ofMarginals = densities.ofMarginals();
    boolean flows = !vae.hasGaussianPosterior();
    Optional<PriorDensity> prior =
        !flows && vae.prior() instanceof MixturePrior mixture
            ? Optional.of(new PriorDensity(mixture))
            : Optional.empty();
    List<ExampleTerms> negativeElbo = NegativeElbo.of(vae, batches.iterator(), key);
    return new ElboTerms(
        n,
        mean(n, i -> negativeElbo.get(i).reconstruction()),
        mean(n, i -> ofPosterior[i] - ofAggregate[i]),
        prior
            .map(density -> mean(n, i -> ofAggregate[i] - density.joint(z[i])))
            .orElseGet(
                () -> mean(n, i -> negativeElbo.get(i).kl() - ofPosterior[i] + ofAggregate[i])),
        flows ? null : mean(n, i -> ofAggregate[i] - ofMarginals[i]),
        prior.map(density -> mean(n, i -> ofMarginals[i] - density.marginals(z[i]))).orElse(null));
  }

  private static double[] draw(double[] mean, double[] logVariance, NormalDraws noise) {
    double[] z = new double[mean.length];
    Arrays.setAll(z, j -> mean[j] + Math.exp(0.5 * logVariance[j]) * noise.next());
    return z;
  }

  private static MeanEstimate mean(int n, IntToDoubleFunction term) {
    return MeanEstimate.of(IntStream.range(0, n).mapToDouble(term).toArray());
  }
}
