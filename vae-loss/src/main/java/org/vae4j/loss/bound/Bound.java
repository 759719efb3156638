package org.vae4j.loss.bound;

import java.util.Arrays;

/** A lower bound of log p(x), in nats, from the importance weights of K draws. */
public enum Bound {
  /**
   * The evidence lower bound, 1/K Σ_k log w_k: more draws make its gradient less noisy, and no more
   * than that.
   *
   * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, equation 6</a>
   */
  ELBO {
    @Override
    public double of(ImportanceWeights weights) {
      return weights.meanLog();
    }

    @Override
    public double[] byLogWeights(ImportanceWeights weights) {
      double[] shares = new double[weights.samples()];
      Arrays.fill(shares, 1.0 / shares.length);
      return shares;
    }
  },

  /**
   * The bound of the importance weighted autoencoder, log 1/K Σ_k w_k: the more draws, the closer
   * to log p(x).
   *
   * @see <a href="https://arxiv.org/abs/1509.00519">Burda et al. 2016, equations 8 and 13</a>
   */
  IWAE {
    @Override
    public double of(ImportanceWeights weights) {
      return weights.logMean();
    }

    @Override
    public double[] byLogWeights(ImportanceWeights weights) {
      return weights.normalised();
    }
  };

  /** The bound of one example, in nats. */
  public abstract double of(ImportanceWeights weights);

  /** Its derivative by each log w_k, K values that sum to 1. */
  public abstract double[] byLogWeights(ImportanceWeights weights);
}
