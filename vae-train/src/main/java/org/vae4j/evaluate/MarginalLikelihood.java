package org.vae4j.evaluate;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.likelihood.Likelihood;
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
 * <p>Whatever K is, the decoder sees a fixed number of z at a time, which may belong to one example
 * or to many, so memory does not grow with K. The draws of an example depend on the key and its
 * place in the data alone: neither batches nor the number of z at a time change them, and what they
 * do change is the rounding of the matrix products.
 *
 * @see <a href="https://arxiv.org/abs/1509.00519">Burda et al. 2016, equation 8</a>
 */
public final class MarginalLikelihood {
  /** Enough for a matrix product to run at full speed. */
  private static final int ROWS_AT_A_TIME = 1024;

  /** Fewer rows of wide data: at most 16 MB of floats. */
  private static final int VALUES_AT_A_TIME = 1 << 22;

  private final Vae vae;
  private final Likelihood likelihood;
  private final Optional<Prior> prior;
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
    this.vae = vae;
    this.likelihood = vae.likelihood();
    vae.prior(); // refuses a prior that depends on an input
    this.prior = vae.gaussianPrior().map(Prior::new);
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
      double logProbability, double reconstruction, double kl, double effectiveSampleSize) {
    static Estimate of(LogMeanExp weights, double reconstruction, double kl) {
      return new Estimate(weights.value(), reconstruction, kl, weights.effectiveCount());
    }
  }

  /** A Gaussian p(z), as plain numbers. */
  private static final class Prior {
    private final double[] mean;
    private final double[] logVariance;
    private final double[] precision;

    Prior(DiagonalGaussian gaussian) {
      mean = gaussian.mean().toDoubleVector();
      logVariance = gaussian.logVariance().toDoubleVector();
      precision = Arrays.stream(logVariance).map(v -> Math.exp(-v)).toArray();
    }
  }

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
    Estimate[] results = new Estimate[examples];
    int first = 0;
    while (batches.hasNext()) {
      INDArray x = batches.next().getFeatures();
      if (prior.isPresent()) {
        new Batch(x, prior.get(), first, results, progress).estimate();
      } else {
        new GraphDraws(vae, samples, key, rowsAtATime(x.size(1)))
            .estimate(x, first, results, progress);
      }
      first += (int) x.size(0);
    }
    return List.of(results);
  }

  private int rowsAtATime(long features) {
    return Math.max(1, Math.min(rowsAtATime, Math.toIntExact(VALUES_AT_A_TIME / features)));
  }

  /** One batch of x, whose N · K pairs of x and z are laid end to end and cut into chunks. */
  private final class Batch {
    private final HostMatrix x;
    private final Prior prior;
    private final int first;
    private final Estimate[] results;
    private final Progress progress;
    private final HostMatrix mean;
    private final HostMatrix logVariance;
    private final int latentSize = vae.latentSize();
    private final double[] posteriorMean = new double[latentSize];
    private final double[] posteriorLogVariance = new double[latentSize];
    private final double[] posteriorStdDev = new double[latentSize];
    private final double[] z = new double[latentSize];
    private final DataType type;
    private final double[] features;

    Batch(INDArray x, Prior prior, int first, Estimate[] results, Progress progress) {
      DiagonalGaussian posterior = vae.encode(x);
      this.x = HostMatrix.reading(x);
      this.type = posterior.mean().dataType();
      this.features = new double[this.x.columns()];
      this.prior = prior;
      this.first = first;
      this.results = results;
      this.progress = progress;
      this.mean = HostMatrix.of(posterior.mean());
      this.logVariance = HostMatrix.of(posterior.logVariance());
    }

    void estimate() {
      long pairs = (long) x.rows() * samples;
      NormalDraws noise = null;
      LogMeanExp weights = new LogMeanExp();
      double reconstruction = 0;
      double kl = 0;
      int chunk = rowsAtATime(features.length);
      for (long start = 0; start < pairs; start += chunk) {
        int rows = (int) Math.min(chunk, pairs - start);
        // z and x of the chunk, and log p(z) − log q(z | x) of each row
        INDArray latents = Nd4j.createUninitialized(type, new long[] {rows, latentSize}, 'c');
        HostMatrix latentRows = HostMatrix.of(latents);
        INDArray data = Nd4j.createUninitialized(type, new long[] {rows, features.length}, 'c');
        HostMatrix dataRows = HostMatrix.of(data);
        double[] logRatio = new double[rows];
        for (int row = 0; row < rows; row++) {
          int example = (int) ((start + row) / samples);
          if ((start + row) % samples == 0) {
            noise = new NormalDraws(key.with(first + example));
          }
          if (row == 0 || (start + row) % samples == 0) {
            read(example);
          }
          logRatio[row] = draw(noise);
          latentRows.put(row, 0, latentSize, z);
          dataRows.put(row, 0, features.length, features);
        }
        INDArray output = vae.decoderOutput(latents);
        double[] nll = likelihood.over("log p(x)", data, output, null).values();
        for (int row = 0; row < rows; row++) {
          weights.add(logRatio[row] - nll[row]);
          reconstruction += nll[row];
          kl -= logRatio[row];
          if ((start + row) % samples == samples - 1) {
            results[first + (int) ((start + row) / samples)] =
                Estimate.of(weights, reconstruction / samples, kl / samples);
            weights = new LogMeanExp();
            reconstruction = 0;
            kl = 0;
          }
        }
        // At once, not when garbage is collected: there may be thousands of chunks.
        latents.close();
        data.close();
        output.close();
        progress.done((long) first * samples + start + rows, (long) results.length * samples);
      }
    }

    private void read(int example) {
      x.get(example, 0, features.length, features);
      mean.get(example, 0, latentSize, posteriorMean);
      logVariance.get(example, 0, latentSize, posteriorLogVariance);
      for (int j = 0; j < latentSize; j++) {
        posteriorStdDev[j] = Math.exp(0.5 * posteriorLogVariance[j]);
      }
    }

    /**
     * Draws z ~ q(z | x).
     *
     * @return log p(z) − log q(z | x), of which each unit's log 2π cancels
     */
    private double draw(NormalDraws noise) {
      double logRatio = 0;
      for (int j = 0; j < latentSize; j++) {
        double epsilon = noise.next();
        z[j] = posteriorMean[j] + posteriorStdDev[j] * epsilon;
        double distance = z[j] - prior.mean[j];
        logRatio +=
            0.5
                * (epsilon * epsilon
                    + posteriorLogVariance[j]
                    - prior.logVariance[j]
                    - distance * distance * prior.precision[j]);
      }
      return logRatio;
    }
  }
}
