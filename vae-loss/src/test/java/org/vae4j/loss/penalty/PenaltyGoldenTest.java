package org.vae4j.loss.penalty;

import static org.vae4j.Closeness.assertClose;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.Golden;

/** Each penalty against PyTorch's autograd, both in double: a few dozen roundings of 1e-16. */
class PenaltyGoldenTest {
  private static final double TOLERANCE = 1e-10;

  private static double[][] columns(double[][] matrix, int from, int to) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.copyOfRange(row, from, to))
        .toArray(double[][]::new);
  }

  private static double[][] mean(Golden block) {
    double[][] posterior = block.matrix("posterior");
    return columns(posterior, 0, posterior[0].length / 2);
  }

  private static double[][] logVariance(Golden block) {
    double[][] posterior = block.matrix("posterior");
    return columns(posterior, posterior[0].length / 2, posterior[0].length);
  }

  /** With z = mean + exp(½ logVariance) · ε. */
  private static PosteriorBatch withNoise(Golden block) {
    double[][] mean = mean(block);
    double[][] logVariance = logVariance(block);
    double[][] z = block.matrix("noise");
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        z[i][j] = mean[i][j] + Math.exp(0.5 * logVariance[i][j]) * z[i][j];
      }
    }
    return PosteriorBatch.of(mean, logVariance, z);
  }

  @Test
  void theThreePartsOfTheKl() {
    Golden block = Golden.objective("totalCorrelation");

    KlDecomposition parts =
        KlDecomposition.ofMinibatch(withNoise(block), (long) block.number("examplesInData"));

    assertClose(
        "mutual information",
        parts.mutualInformation(),
        block.number("mutualInformation"),
        TOLERANCE);
    assertClose(
        "total correlation", parts.totalCorrelation(), block.number("totalCorrelation"), TOLERANCE);
    assertClose(
        "dimension-wise KL", parts.dimensionWiseKl(), block.number("dimensionWiseKl"), TOLERANCE);
  }

  /** The reference's derivative follows z back to the posterior, as the sampling layer does. */
  @Test
  void totalCorrelation() {
    Golden block = Golden.objective("totalCorrelation");
    PosteriorBatch batch = withNoise(block);
    double[][] noise = block.matrix("noise");

    PenaltyValue penalty =
        new TotalCorrelationPenalty((long) block.number("examplesInData")).at(batch);

    assertClose("value", penalty.value(), block.number("totalCorrelation"), TOLERANCE);
    int units = batch.units();
    double[][] byPosterior = new double[batch.examples()][2 * units];
    for (int i = 0; i < byPosterior.length; i++) {
      for (int j = 0; j < units; j++) {
        double stdDev = Math.exp(0.5 * batch.logVariance()[i][j]);
        double byLatent = penalty.byLatent()[i][j];
        byPosterior[i][j] = penalty.byMean()[i][j] + byLatent;
        byPosterior[i][units + j] =
            penalty.byLogVariance()[i][j] + byLatent * 0.5 * stdDev * noise[i][j];
      }
    }
    assertClose(
        "by posterior",
        Nd4j.createFromArray(byPosterior),
        block.matrix("d_totalCorrelation"),
        TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dip1", "dip2"})
  void dip(String name) {
    Golden block = Golden.objective(name);
    DipPenalty dip =
        new DipPenalty(
            block.number("kind") == 1 ? DipPenalty.Kind.I : DipPenalty.Kind.II,
            block.number("offDiagonalWeight"),
            block.number("diagonalWeight"));

    PenaltyValue penalty = dip.at(PosteriorBatch.of(mean(block), logVariance(block)));

    assertClose("value", penalty.value(), block.number("value"), TOLERANCE);
    double[][] byPosterior = block.matrix("d_posterior");
    int units = byPosterior[0].length / 2;
    assertClose(
        "by mean",
        Nd4j.createFromArray(penalty.byMean()),
        columns(byPosterior, 0, units),
        TOLERANCE);
    assertClose(
        "by logVariance",
        Nd4j.createFromArray(penalty.byLogVariance()),
        columns(byPosterior, units, 2 * units),
        TOLERANCE);
  }

  @Test
  void mmd() {
    Golden block = Golden.objective("mmd");
    double[][] z = block.matrix("z");
    double[][] none = new double[z.length][z[0].length];

    PenaltyValue penalty =
        new MmdPenalty().at(new PosteriorBatch(none, none, z, block.matrix("priorDraws")));

    assertClose("value", penalty.value(), block.number("value"), TOLERANCE);
    assertClose("by z", Nd4j.createFromArray(penalty.byLatent()), block.matrix("d_z"), TOLERANCE);
    assertClose("by mean", Nd4j.createFromArray(penalty.byMean()), none, 0);
    assertClose("by logVariance", Nd4j.createFromArray(penalty.byLogVariance()), none, 0);
  }
}
