package org.vae4j.loss.penalty;

import java.util.stream.Stream;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.vae4j.loss.cores.Cores;

/**
 * The total correlation of z in nats, KL(q(z) ‖ Πⱼ q(zⱼ)), estimated by minibatch weighted
 * sampling: the β-TCVAE. With a weight w on top of the ELBO the paper's β is 1 + w.
 *
 * <pre>
 * mean over i of  log q(zᵢ) − Σⱼ log q(zᵢⱼ),    q: {@link KlDecomposition#ofMinibatch}
 * </pre>
 *
 * <p>The estimate is biased, and may be below or far above the total correlation: the size of the
 * data adds the constant (L − 1) · log(examplesInData), which has no gradient.
 *
 * @param examplesInData how many examples the batches are drawn from
 * @see <a href="https://arxiv.org/abs/1802.04942">Chen et al. 2018, equations 4 and S3</a>
 */
public record TotalCorrelationPenalty(@JsonProperty("examplesInData") long examplesInData)
    implements PosteriorPenalty {
  /** Sums over draws are taken in so many parts, whoever computes them. */
  private static final int PARTS = 8;

  /**
   * The penalty for batches of so many examples.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public TotalCorrelationPenalty {
    if (examplesInData < 1) {
      throw new IllegalArgumentException("expected examplesInData >= 1, got " + examplesInData);
    }
  }

  @Override
  public String name() {
    return "total-correlation";
  }

  @Override
  public boolean needsLatent() {
    return true;
  }

  @Override
  public PenaltyValue at(PosteriorBatch batch) {
    AggregatePosterior aggregate = AggregatePosterior.ofMinibatch(batch, examplesInData);
    int n = batch.examples();
    double[][] byLatent = new double[n][batch.units()];
    Part[] parts = Stream.generate(() -> new Part(batch)).limit(PARTS).toArray(Part[]::new);
    Cores.share(
        PARTS,
        KlDecomposition.NANOSECONDS * n * n * batch.units() / PARTS,
        (from, to) -> {
          AggregatePosterior.Densities densities = aggregate.densities();
          for (int p = from; p < to; p++) {
            for (int i = p * n / PARTS; i < (p + 1) * n / PARTS; i++) {
              densities.at(batch.latent()[i]);
              parts[p].add(densities, aggregate, batch, i, byLatent[i]);
            }
          }
        });
    Part all = new Part(batch);
    for (Part part : parts) {
      all.add(part);
    }
    return new PenaltyValue(all.sum / n, all.byMean, all.byLogVariance, byLatent);
  }

  /** Sums over some of the draws. */
  private static final class Part {
    private double sum;
    private final double[][] byMean;
    private final double[][] byLogVariance;

    Part(PosteriorBatch batch) {
      byMean = new double[batch.examples()][batch.units()];
      byLogVariance = new double[batch.examples()][batch.units()];
    }

    /** By log q(zⱼ | xₖ) the term of a draw has the derivative rₖ − sₖⱼ, of the two shares. */
    void add(
        AggregatePosterior.Densities densities,
        AggregatePosterior aggregate,
        PosteriorBatch batch,
        int draw,
        double[] byLatent) {
      sum += densities.logJoint() - densities.logProductOfMarginals();
      double[] z = batch.latent()[draw];
      for (int k = 0; k < byMean.length; k++) {
        double ofComponent = densities.shareOfComponent(k);
        for (int j = 0; j < z.length; j++) {
          double slope = (ofComponent - densities.shareOfUnit(k, j)) / byMean.length;
          double distance = z[j] - batch.mean()[k][j];
          double scaled = distance * aggregate.precision(k, j);
          byLatent[j] -= slope * scaled;
          byMean[k][j] += slope * scaled;
          byLogVariance[k][j] += slope * 0.5 * (distance * scaled - 1);
        }
      }
    }

    void add(Part other) {
      sum += other.sum;
      for (int k = 0; k < byMean.length; k++) {
        for (int j = 0; j < byMean[k].length; j++) {
          byMean[k][j] += other.byMean[k][j];
          byLogVariance[k][j] += other.byLogVariance[k][j];
        }
      }
    }
  }
}
