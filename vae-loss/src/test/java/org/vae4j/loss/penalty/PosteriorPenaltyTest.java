package org.vae4j.loss.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.vae4j.Closeness.assertClose;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Penalties where one knows what they are, and what they refuse. */
class PosteriorPenaltyTest {
  private final Random random = new Random(71);

  private double[][] normal(int rows, int columns, double mean, double stdDev) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = mean + stdDev * random.nextGaussian();
      }
    }
    return values;
  }

  @Test
  void dipOfTwoExamples() {
    double[][] mean = {{1, 2}, {3, -2}}; // deviations ±1, ∓2: variances 1 and 4, covariance −2
    double[][] logVariance = {{0, Math.log(3)}, {Math.log(2), Math.log(5)}}; // 1.5 and 4

    PosteriorBatch batch = PosteriorBatch.of(mean, logVariance);

    // 10 · 2 · (−2)² + 5 · (0² + 3²); with the variances of z 5 · (1.5² + 7²). Both are sums of
    // a few roundings.
    assertClose("I", new DipPenalty(DipPenalty.Kind.I, 10, 5).at(batch).value(), 125, 1e-15);
    assertClose("II", new DipPenalty(DipPenalty.Kind.II, 10, 5).at(batch).value(), 336.25, 1e-15);
  }

  @Test
  void mmdIsAboutZeroOfDrawsOfThePriorAndGrowsAwayFromIt() {
    double[][] prior = normal(400, 3, 0, 1);
    double same = mmd(normal(400, 3, 0, 1), prior);
    double shifted = mmd(normal(400, 3, 0.5, 1), prior);
    double narrow = mmd(normal(400, 3, 0, 0.3), prior);

    // The deviation of the estimate at 400 draws is 0.004, by 50 repetitions.
    assertThat(same).isBetween(-0.02, 0.02);
    assertThat(shifted).isGreaterThan(0.05);
    assertThat(narrow).isGreaterThan(0.05);
  }

  private static double mmd(double[][] z, double[][] prior) {
    return new MmdPenalty().at(new PosteriorBatch(z, z, z, prior)).value();
  }

  /** No pair, no covariance, and an aggregate that is the posterior itself. */
  @Test
  void ofOneExample() {
    double[][] one = {{0.5, -1}};
    PosteriorBatch batch = new PosteriorBatch(one, one, one, one);

    PenaltyValue mmd = new MmdPenalty().at(batch);
    assertThat(mmd.value()).isZero();
    assertThat(mmd.byLatent()).isDeepEqualTo(new double[1][2]);
    PenaltyValue dip = new DipPenalty(DipPenalty.Kind.I, 10, 5).at(batch);
    assertThat(dip.value()).isEqualTo(10);
    assertThat(dip.byMean()).isDeepEqualTo(new double[1][2]);
    PenaltyValue correlation = new TotalCorrelationPenalty(1000).at(batch);
    assertClose("total correlation", correlation.value(), Math.log(1000), 1e-15);
    assertThat(correlation.byLatent()).isDeepEqualTo(new double[1][2]);
  }

  @Test
  void whatTheyAreCalledAndWhatTheyLookAt() {
    PosteriorPenalty first = new DipPenalty(DipPenalty.Kind.I, 10, 5);
    PosteriorPenalty second = new DipPenalty(DipPenalty.Kind.II, 10, 5);

    assertThat(first.name()).isEqualTo("dip1");
    assertThat(second.name()).isEqualTo("dip2");
    assertThat(second.needsLatent() || second.needsPriorDraws()).isFalse();
    assertThat(new TotalCorrelationPenalty(9).name()).isEqualTo("total-correlation");
    assertThat(new TotalCorrelationPenalty(9).needsLatent()).isTrue();
    assertThat(new TotalCorrelationPenalty(9).needsPriorDraws()).isFalse();
    assertThat(new MmdPenalty().name()).isEqualTo("mmd");
    assertThat(new MmdPenalty().needsLatent() && new MmdPenalty().needsPriorDraws()).isTrue();
  }

  @Test
  void settingsThatAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TotalCorrelationPenalty(0))
        .withMessage("expected examplesInData >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DipPenalty(DipPenalty.Kind.I, -1, 5))
        .withMessage("expected a finite offDiagonalWeight >= 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DipPenalty(DipPenalty.Kind.I, 1, Double.NaN))
        .withMessage("expected a finite diagonalWeight >= 0, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DipPenalty(null, 1, 1))
        .withMessage("expected a kind of DIP, I or II, got none");
  }

  @Test
  void batchesThatAreRefused() {
    double[][] mean = new double[2][3];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PosteriorBatch.of(new double[0][3], new double[0][3]))
        .withMessage("expected means [N, L] of at least one example and unit, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PosteriorBatch.of(mean, new double[3][3]))
        .withMessage("expected logVariance [2, 3], got 3 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PosteriorBatch.of(mean, mean, new double[2][4]))
        .withMessage("expected z and means of 3 columns, got 4 and 3 in row 0");
    assertThatIllegalStateException()
        .isThrownBy(() -> new MmdPenalty().at(PosteriorBatch.of(mean, mean)))
        .withMessage("expected z, which needsLatent() asks for, got none");
    assertThatIllegalStateException()
        .isThrownBy(() -> new MmdPenalty().at(PosteriorBatch.of(mean, mean, mean)))
        .withMessage("expected draws of p(z), which needsPriorDraws() asks for, got none");
  }
}
