package org.vae4j.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.bound.DrawTerms;
import org.vae4j.loss.bound.ImportanceWeights;
import org.vae4j.loss.cores.Cores;
import org.vae4j.model.Vae;

/** Draws from a Gaussian posterior under a Gaussian prior, in double, whose 2π cancel. */
final class GaussianDraws implements PosteriorDraws {
  private final Vae vae;
  private final INDArray x;
  private final DataType type;
  private final HostMatrix mean;
  private final HostMatrix logVariance;
  private final double[] priorMean;
  private final double[] priorLogVariance;
  private final double[] priorPrecision;

  GaussianDraws(Vae vae, DiagonalGaussian prior, INDArray x) {
    DiagonalGaussian posterior = vae.encode(x);
    this.vae = vae;
    this.x = x;
    type = posterior.mean().dataType();
    mean = HostMatrix.of(posterior.mean());
    logVariance = HostMatrix.of(posterior.logVariance());
    priorMean = prior.mean().toDoubleVector();
    priorLogVariance = prior.logVariance().toDoubleVector();
    priorPrecision = Arrays.stream(priorLogVariance).map(v -> Math.exp(-v)).toArray();
  }

  @Override
  public List<DrawTerms> next(int draws, NormalDraws[] noise) {
    long rows = (long) noise.length * draws;
    INDArray latents = Nd4j.createUninitialized(type, new long[] {rows, priorMean.length}, 'c');
    HostMatrix z = HostMatrix.of(latents);
    double[][] logRatios = new double[noise.length][draws];
    Cores.share(
        noise.length,
        NormalDraws.NANOSECONDS * draws * priorMean.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            new Posterior(i).draw(noise[i], z, logRatios[i]);
          }
        });
    INDArray output = vae.decoderOutput(latents);
    double[] nll = vae.likelihood().over("log p(x)", x, output, null, draws).values();
    // At once, not when garbage is collected: there may be thousands of them.
    latents.close();
    output.close();
    return IntStream.range(0, noise.length)
        .mapToObj(i -> terms(logRatios[i], Arrays.copyOfRange(nll, i * draws, (i + 1) * draws)))
        .toList();
  }

  private static DrawTerms terms(double[] logRatios, double[] nll) {
    double[] logWeights = new double[nll.length];
    Arrays.setAll(logWeights, k -> logRatios[k] - nll[k]);
    return new DrawTerms(
        ImportanceWeights.of(logWeights),
        Arrays.stream(nll).average().orElseThrow(),
        -Arrays.stream(logRatios).average().orElseThrow());
  }

  /** q(z | x) of one example. */
  private final class Posterior {
    private final int example;
    private final double[] mean = new double[priorMean.length];
    private final double[] logVariance = new double[priorMean.length];
    private final double[] stdDev;

    Posterior(int example) {
      this.example = example;
      GaussianDraws.this.mean.get(example, 0, mean.length, mean);
      GaussianDraws.this.logVariance.get(example, 0, mean.length, logVariance);
      stdDev = Arrays.stream(logVariance).map(v -> Math.exp(0.5 * v)).toArray();
    }

    /**
     * @param latents draw k of example i is row i · K + k
     * @param logRatios log p(z) − log q(z | x) of its K draws, overwritten
     */
    void draw(NormalDraws noise, HostMatrix latents, double[] logRatios) {
      double[] z = new double[mean.length];
      for (int k = 0; k < logRatios.length; k++) {
        double logRatio = 0;
        for (int j = 0; j < z.length; j++) {
          double epsilon = noise.next();
          z[j] = mean[j] + stdDev[j] * epsilon;
          double distance = z[j] - priorMean[j];
          logRatio +=
              0.5
                  * (epsilon * epsilon
                      + logVariance[j]
                      - priorLogVariance[j]
                      - distance * distance * priorPrecision[j]);
        }
        latents.put(example * logRatios.length + k, 0, z.length, z);
        logRatios[k] = logRatio;
      }
    }
  }
}
