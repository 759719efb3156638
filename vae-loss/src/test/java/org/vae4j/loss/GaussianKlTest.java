package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.vae4j.Closeness.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.Golden;
import org.vae4j.SeededMatrices;

class GaussianKlTest {
  /** What the reference is good to: it subtracts numbers near 1 where we use expm1. */
  private static final double IN_DOUBLE = 1e-10;

  /**
   * The inputs and the result are rounded to 24 bits, 6e-8 each; exp(−20) in a denominator passes
   * the rounding of its exponent on as 20 · 6e-8.
   */
  private static final double IN_FLOAT = 4e-6;

  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? IN_DOUBLE : IN_FLOAT;
  }

  private static DiagonalGaussian gaussian(
      Golden block, String mean, String logVariance, DataType type) {
    return new DiagonalGaussian(
        Nd4j.createFromArray(block.matrix("inputs/" + mean)).castTo(type),
        Nd4j.createFromArray(block.matrix("inputs/" + logVariance)).castTo(type));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void againstStandardNormalAgreesWithPyTorch(DataType type) {
    Golden block = Golden.block("klToStandardNormal");
    DiagonalGaussian posterior = gaussian(block, "mean", "logvar", type);

    INDArray perExample = GaussianKl.perExample(posterior);
    GaussianKl.Gradient gradient = GaussianKl.gradient(posterior);

    assertThat(perExample.shape()).containsExactly(4, 1);
    assertThat(perExample.dataType()).isEqualTo(type);
    assertClose("perExample", perExample, block.vector("perExample"), tolerance(type));
    assertClose(
        "perUnit", GaussianKl.perUnit(posterior), block.matrix("perDimension"), tolerance(type));
    assertClose("by mean", gradient.mean(), block.matrix("gradients/mean"), tolerance(type));
    assertClose(
        "by logVariance",
        gradient.logVariance(),
        block.matrix("gradients/logvar"),
        tolerance(type));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void betweenGaussiansAgreesWithPyTorch(DataType type) {
    Golden block = Golden.block("klBetweenDiagonalGaussians");
    DiagonalGaussian posterior = gaussian(block, "mean1", "logvar1", type);
    DiagonalGaussian prior = gaussian(block, "mean2", "logvar2", type);

    GaussianKl.Gradients gradients = GaussianKl.gradients(posterior, prior);

    double tolerance = tolerance(type);
    assertClose(
        "perExample",
        GaussianKl.perExample(posterior, prior),
        block.vector("perExample"),
        tolerance);
    assertClose(
        "by mean1", gradients.posterior().mean(), block.matrix("gradients/mean1"), tolerance);
    assertClose(
        "by logVariance1",
        gradients.posterior().logVariance(),
        block.matrix("gradients/logvar1"),
        tolerance);
    assertClose("by mean2", gradients.prior().mean(), block.matrix("gradients/mean2"), tolerance);
    assertClose(
        "by logVariance2",
        gradients.prior().logVariance(),
        block.matrix("gradients/logvar2"),
        tolerance);
  }

  @Test
  void theStandardNormalIsOneOfTheGaussians() {
    SeededMatrices random = new SeededMatrices(1, DataType.DOUBLE);
    DiagonalGaussian posterior =
        new DiagonalGaussian(random.normal(6, 3, 2), random.normal(6, 3, 2));
    DiagonalGaussian standard =
        new DiagonalGaussian(Nd4j.zeros(DataType.DOUBLE, 6, 3), Nd4j.zeros(DataType.DOUBLE, 6, 3));

    // One rounding more or less: the general form multiplies by exp(0).
    assertClose(
        "perUnit", GaussianKl.perUnit(posterior), GaussianKl.perUnit(posterior, standard), 1e-15);
  }

  @Test
  void isZeroExactlyWhereTheTwoAreEqualAndPositiveElsewhere() {
    SeededMatrices random = new SeededMatrices(2, DataType.DOUBLE);
    DiagonalGaussian one = new DiagonalGaussian(random.normal(9, 4, 3), random.normal(9, 4, 3));
    DiagonalGaussian other = new DiagonalGaussian(random.normal(9, 4, 3), random.normal(9, 4, 3));

    assertThat(GaussianKl.perUnit(one, one).toDoubleMatrix()).isDeepEqualTo(new double[9][4]);
    assertThat(GaussianKl.perUnit(one, other).minNumber().doubleValue()).isPositive();
  }

  /**
   * ¼ v² for a small log-variance v; the textbook form exp(v) − 1 − v has lost all digits there.
   */
  @Test
  void doesNotCancelNearTheStandardNormal() {
    double logVariance = 1e-9;

    // Two units in the last place of v, which is where expm1 rounds.
    assertThat(GaussianKl.unit(0, logVariance)).isCloseTo(0.25e-18, within(4e-25));
    assertThat(GaussianKl.unitByLogVariance(logVariance)).isEqualTo(0.5e-9, within(1e-18));
  }

  @Test
  void refusesAPriorOfAnotherShape() {
    DiagonalGaussian posterior = new DiagonalGaussian(Nd4j.zeros(4, 3), Nd4j.zeros(4, 3));
    DiagonalGaussian prior = new DiagonalGaussian(Nd4j.zeros(4, 2), Nd4j.zeros(4, 2));

    String message = "expected a prior of the posterior's shape [4, 3], got [4, 2]";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianKl.perUnit(posterior, prior))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianKl.perExample(posterior, prior))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianKl.gradients(posterior, prior))
        .withMessage(message);
  }
}
