package org.vae4j.loss.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vae4j.Closeness.assertSameBits;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.LabelDomainException;

/** K rows of parameters an example: the same bits as with the labels copied K times. */
class SeveralDrawsTest {
  private static final int EXAMPLES = 3;
  private static final int SAMPLES = 4;
  private static final int FEATURES = 5;

  static Stream<Arguments> likelihoodsAndMasks() {
    return Stream.of(new BernoulliLikelihood(), new LearnedVarianceGaussianLikelihood())
        .flatMap(
            likelihood ->
                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                    .flatMap(
                        type ->
                            Stream.of(0, 1, FEATURES)
                                .map(mask -> Arguments.of(likelihood, type, mask))));
  }

  @ParameterizedTest
  @MethodSource("likelihoodsAndMasks")
  void labelsAndMasksAreReadPerExample(Likelihood likelihood, DataType type, int maskColumns) {
    SeededMatrices random = new SeededMatrices(80, type);
    INDArray x = random.pixels(EXAMPLES, FEATURES);
    INDArray mask = maskColumns == 0 ? null : random.oneOf(EXAMPLES, maskColumns, 0, 0.5, 1);
    INDArray parameters =
        random.normal(EXAMPLES * SAMPLES, (int) likelihood.parameterCount(FEATURES), 1);
    INDArray gradient = Nd4j.create(type, parameters.shape());
    INDArray expectedGradient = Nd4j.create(type, parameters.shape());

    double[] values =
        likelihood
            .over("test", x, parameters, mask, SAMPLES)
            .valuesAndGradient(HostMatrix.of(gradient));
    double[] expected =
        likelihood
            .over("test", copied(x), parameters, mask == null ? null : copied(mask))
            .valuesAndGradient(HostMatrix.of(expectedGradient));

    assertThat(values).containsExactly(expected);
    assertSameBits("gradient", gradient, expectedGradient);
  }

  private static INDArray copied(INDArray rows) {
    INDArray copies = Nd4j.create(rows.dataType(), EXAMPLES * SAMPLES, rows.size(1));
    for (int i = 0; i < EXAMPLES * SAMPLES; i++) {
      copies.putRow(i, rows.getRow(i / SAMPLES));
    }
    return copies;
  }

  @Test
  void refusesRowsThatAreNoMultipleAndNamesTheExample() {
    INDArray x = Nd4j.ones(DataType.DOUBLE, EXAMPLES, FEATURES);
    INDArray eleven = Nd4j.zeros(DataType.DOUBLE, 11, FEATURES);
    INDArray twelve = Nd4j.zeros(DataType.DOUBLE, 12, FEATURES);
    Likelihood likelihood = new BernoulliLikelihood();

    assertThatThrownBy(() -> likelihood.over("test", x, eleven, null, SAMPLES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "test: expected 4 rows of decoder output an example, one for each draw, got [11, 5]");
    assertThatThrownBy(() -> likelihood.over("test", x, twelve, null, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test: expected labels [4, 5] for decoder output [12, 5], got [3, 5]");
    INDArray wrong = x.dup().putScalar(2, 1, Double.NaN);
    assertThatThrownBy(() -> likelihood.over("test", wrong, twelve, null, SAMPLES).values())
        .isInstanceOf(LabelDomainException.class)
        .hasMessage(
            "test: expected x in [0, 1] for BernoulliLikelihood, found NaN in labels[2, 1]");
  }
}
