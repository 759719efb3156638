package org.vae4j.loss.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The three parts where they are known otherwise. */
class KlDecompositionTest {
  private final Random random = new Random(70);

  /** Posteriors N(m, v), m of a normal of unit variance with correlation ρ in two units. */
  private PosteriorBatch correlated(int examples, double correlation, double variance) {
    double[][] mean = new double[examples][2];
    double[][] logVariance = new double[examples][2];
    double[][] z = new double[examples][2];
    for (int i = 0; i < examples; i++) {
      mean[i][0] = random.nextGaussian();
      mean[i][1] =
          correlation * mean[i][0]
              + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
      for (int j = 0; j < 2; j++) {
        logVariance[i][j] = Math.log(variance);
        z[i][j] = mean[i][j] + Math.sqrt(variance) * random.nextGaussian();
      }
    }
    return PosteriorBatch.of(mean, logVariance, z);
  }

  /**
   * Then q(z) is normal, too: unit variance and v on the diagonal, ρ beside it. The means of 2000
   * draws of terms of deviation 1 have standard errors of 0.02; the tolerance is four of them.
   */
  @Test
  void ofANormalAggregate() {
    double correlation = 0.8;
    double variance = 0.25;

    KlDecomposition parts = KlDecomposition.ofAll(correlated(2000, correlation, variance));

    double total = 1 + variance;
    double determinant = total * total - correlation * correlation;
    assertClose(
        "mutual information",
        parts.mutualInformation(),
        0.5 * Math.log(determinant / (variance * variance)),
        0.08);
    assertClose(
        "total correlation",
        parts.totalCorrelation(),
        0.5 * Math.log(total * total / determinant),
        0.08);
    assertClose("dimension-wise KL", parts.dimensionWiseKl(), total - 1 - Math.log(total), 0.08);
  }

  @Test
  void theyAddUpToTheKlOfTheDraws() {
    PosteriorBatch batch = correlated(40, 0.5, 0.3);
    double sum = 0;
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 2; j++) {
        double z = batch.latent()[i][j];
        double distance = z - batch.mean()[i][j];
        sum += 0.5 * (z * z - distance * distance / 0.3 - Math.log(0.3));
      }
    }

    for (KlDecomposition parts :
        new KlDecomposition[] {
          KlDecomposition.ofAll(batch), KlDecomposition.ofMinibatch(batch, 60_000)
        }) {
      // Sums of a hundred terms of size 10.
      assertClose(
          "KL",
          parts.mutualInformation() + parts.totalCorrelation() + parts.dimensionWiseKl(),
          sum / 40,
          1e-12);
    }
  }

  /** The weights of the sampling move all log-densities alike. */
  @Test
  void theSizeOfTheDataShiftsTheParts() {
    PosteriorBatch batch = correlated(30, 0.5, 0.3);
    KlDecomposition all = KlDecomposition.ofAll(batch);

    KlDecomposition some = KlDecomposition.ofMinibatch(batch, 1000);

    double shift = Math.log(1000);
    assertClose(
        "mutual information", some.mutualInformation(), all.mutualInformation() + shift, 1e-13);
    // L − 1 = 1
    assertClose(
        "total correlation", some.totalCorrelation(), all.totalCorrelation() + shift, 1e-13);
    assertClose(
        "dimension-wise KL", some.dimensionWiseKl(), all.dimensionWiseKl() - 2 * shift, 1e-13);
  }

  /** One posterior is its own aggregate, and has independent units. */
  @Test
  void ofOneExample() {
    KlDecomposition parts = KlDecomposition.ofAll(correlated(1, 0.9, 0.5));

    assertThat(parts.mutualInformation()).isZero();
    // log-densities of size 1 in two orders
    assertClose("total correlation", parts.totalCorrelation(), 0, 1e-15);
  }

  /** No density underflows that is far from all the others. */
  @Test
  void ofExamplesFarApart() {
    double[][] mean = {{0, 0}, {1e4, -1e4}, {-1e4, 1e4}};
    double[][] logVariance = new double[3][2];

    KlDecomposition parts =
        KlDecomposition.ofAll(PosteriorBatch.of(mean, logVariance, mean.clone()));

    // Which of the three a z is of shows in either unit alone.
    assertClose("mutual information", parts.mutualInformation(), Math.log(3), 1e-14);
    assertClose("total correlation", parts.totalCorrelation(), Math.log(3), 1e-14);
  }
}
