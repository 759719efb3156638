package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DiagonalGaussianTest {
  @Test
  void splitsAnEncodersOutputIntoMeanAndLogVariance() {
    INDArray parameters = Nd4j.createFromArray(new double[][] {{1, 2, 3, 4}, {5, 6, 7, 8}});

    DiagonalGaussian gaussian = DiagonalGaussian.of(parameters);

    assertThat(gaussian.latentSize()).isEqualTo(2);
    assertThat(gaussian.mean().toDoubleMatrix()).isDeepEqualTo(new double[][] {{1, 2}, {5, 6}});
    assertThat(gaussian.logVariance().toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{3, 4}, {7, 8}});
  }

  @Test
  void refusesAnOddNumberOfColumns() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiagonalGaussian.of(Nd4j.zeros(4, 5)))
        .withMessage("expected [N, 2L] = [mean | logVariance], got shape [4, 5]");
  }

  @Test
  void refusesAnotherRank() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiagonalGaussian.of(Nd4j.zeros(4)))
        .withMessage("expected [N, 2L] = [mean | logVariance], got shape [4]");
  }

  @Test
  void refusesTwoShapes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiagonalGaussian(Nd4j.zeros(4, 2), Nd4j.zeros(4, 3)))
        .withMessage("expected mean and logVariance of one shape [N, L], got [4, 2] and [4, 3]");
  }
}
