package org.vae4j.loss.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.Golden;

/** Values and gradients against PyTorch in float64. */
class LikelihoodGoldenTest {
  /**
   * In double what is left are a few hundred roundings, and the reference's own error: just outside
   * |λ − ½| = 0.001 PyTorch's continuous Bernoulli divides roundings of 1.1e-16 by (1 − 2λ)² =
   * 4e-6, and at a logit of 12 by λ (1 − λ) = 6e-6: less than 6e-11.
   *
   * <p>In float the arithmetic of all but the Bernoulli is still in double, but inputs and results
   * are rounded by 6e-8 of themselves. Steepest are the Poisson, whose terms x·r reach 28 where
   * their sum is of order 10, and exp(−v) at v = −4: over 5,000 draws like the generator's the
   * rounding of inputs cost at most 2.2e-6.
   */
  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? 1e-10 : 1e-5;
  }

  static Stream<Arguments> blocks() {
    return Stream.of(
            Arguments.of("bernoulliLogits", new BernoulliLikelihood(), List.of("logits")),
            Arguments.of(
                "continuousBernoulliLogits",
                new ContinuousBernoulliLikelihood(),
                List.of("logits")),
            Arguments.of("gaussianUnitVariance", new GaussianLikelihood(), List.of("mean")),
            Arguments.of(
                "gaussianLearnedVariance",
                new LearnedVarianceGaussianLikelihood(),
                List.of("mean", "logvar")),
            Arguments.of("laplaceUnitScale", new LaplaceLikelihood(), List.of("mean")),
            Arguments.of("poissonLogRate", new PoissonLikelihood(), List.of("lograte")))
        .flatMap(
            block ->
                Stream.of(DataType.DOUBLE, DataType.FLOAT)
                    .map(
                        type ->
                            Arguments.of(block.get()[0], block.get()[1], block.get()[2], type)));
  }

  @ParameterizedTest(name = "{0}, {3}")
  @MethodSource("blocks")
  void agreesWithPyTorch(
      String name, Likelihood likelihood, List<String> parameterNames, DataType type) {
    Golden block = Golden.block(name);
    check(
        likelihood,
        type,
        Nd4j.createFromArray(block.matrix("inputs/x")),
        sideBySide(block, "inputs/", parameterNames),
        block.vector("perExample"),
        sideBySide(block, "gradients/", parameterNames));
  }

  private static INDArray sideBySide(Golden block, String folder, List<String> names) {
    return Nd4j.concat(
        1,
        names.stream()
            .map(name -> Nd4j.createFromArray(block.matrix(folder + name)))
            .toArray(INDArray[]::new));
  }

  /** Golden logits are [N, D, K]; ours lie in blocks, [N, K · D]. */
  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void categoricalAgreesWithPyTorch(DataType type) {
    Golden block = Golden.block("categoricalLogits");
    check(
        new CategoricalLikelihood(7),
        type,
        Nd4j.createFromArray(block.matrix("inputs/labels")),
        inBlocks(block.tensor("inputs/logits")),
        block.vector("perExample"),
        inBlocks(block.tensor("gradients/logits")));
  }

  private static INDArray inBlocks(double[][][] tensor) {
    int features = tensor[0].length;
    int classes = tensor[0][0].length;
    double[][] blocks = new double[tensor.length][classes * features];
    for (int i = 0; i < tensor.length; i++) {
      for (int j = 0; j < features; j++) {
        for (int k = 0; k < classes; k++) {
          blocks[i][k * features + j] = tensor[i][j][k];
        }
      }
    }
    return Nd4j.createFromArray(blocks);
  }

  private static void check(
      Likelihood likelihood,
      DataType type,
      INDArray x,
      INDArray parameters,
      double[] perExample,
      INDArray gradient) {
    INDArray labels = x.castTo(type);
    INDArray outputs = parameters.castTo(type);

    INDArray logProbability = likelihood.logProbability(labels, outputs);
    INDArray ours = likelihood.computeGradient(labels, outputs, new ActivationIdentity(), null);

    assertThat(logProbability.dataType()).isEqualTo(type);
    assertThat(ours.dataType()).isEqualTo(type);
    assertClose("perExample", logProbability.neg(), perExample, tolerance(type));
    assertClose("gradient", ours, gradient, tolerance(type));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void continuousBernoulliHasTheMeanOfPyTorch(DataType type) {
    Golden block = Golden.block("continuousBernoulliLogits");
    INDArray logits = Nd4j.createFromArray(block.matrix("inputs/logits")).castTo(type);

    INDArray mean = new ContinuousBernoulliLikelihood().mean(logits);

    assertThat(mean.dataType()).isEqualTo(type);
    assertClose("mean", mean, block.matrix("mean"), tolerance(type));
  }

  /**
   * Where |λ − ½| ≤ 0.001 the reference is itself a Taylor form, so its inputs go to a third party:
   * Simpson's rule, whose error here is far below the roundings of its 1,000 terms.
   */
  @Test
  void continuousBernoulliAgreesWithQuadratureWhereTheReferenceIsATaylorForm() {
    Golden block = Golden.block("continuousBernoulliLogits");
    double[][] logits = block.matrix("inputs/logits");
    double[][] x = block.matrix("inputs/x");
    ContinuousBernoulliLikelihood likelihood = new ContinuousBernoulliLikelihood();
    int compared = 0;
    for (int i = 0; i < logits.length; i++) {
      for (int j = 0; j < logits[i].length; j++) {
        double logit = logits[i][j];
        if (Math.abs(1 / (1 + Math.exp(-logit)) - 0.5) > 0.001) {
          continue;
        }
        double normaliser = Simpson.integral(t -> Math.exp(logit * t), 0, 1, 1_000);
        double mean = Simpson.integral(t -> t * Math.exp(logit * t), 0, 1, 1_000) / normaliser;
        INDArray label = Nd4j.createFromArray(new double[][] {{x[i][j]}});
        INDArray parameter = Nd4j.createFromArray(new double[][] {{logit}});

        assertClose(
            "value",
            likelihood.logProbability(label, parameter).getDouble(0),
            logit * x[i][j] - Math.log(normaliser),
            1e-13);
        assertClose("mean", likelihood.mean(parameter).getDouble(0), mean, 1e-13);
        assertClose(
            "gradient",
            likelihood
                .computeGradient(label, parameter, new ActivationIdentity(), null)
                .getDouble(0),
            mean - x[i][j],
            1e-13);
        compared++;
      }
    }
    assertThat(compared).as("the generator puts 0 and 1e-4 among the logits").isPositive();
  }
}
