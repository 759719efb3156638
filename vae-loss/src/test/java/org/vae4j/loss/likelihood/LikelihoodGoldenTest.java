package org.vae4j.loss.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.Golden;

/** Values and gradients against PyTorch in float64. */
class LikelihoodGoldenTest {
  /** Both sides are in double; what is left is a few hundred roundings. */
  private static final double DOUBLE = 1e-10;

  static Stream<Arguments> blocks() {
    return Stream.of(
        Arguments.of("gaussianUnitVariance", new GaussianLikelihood(), new String[] {"mean"}, "x"),
        Arguments.of(
            "gaussianLearnedVariance",
            new LearnedVarianceGaussianLikelihood(),
            new String[] {"mean", "logvar"},
            "x"),
        Arguments.of("laplaceUnitScale", new LaplaceLikelihood(), new String[] {"mean"}, "x"),
        Arguments.of("poissonLogRate", new PoissonLikelihood(), new String[] {"lograte"}, "x"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void agreesWithPyTorch(
      String block, Likelihood likelihood, String[] parameterNames, String labels) {
    INDArray[] parameters =
        Stream.of(parameterNames)
            .map(name -> Nd4j.createFromArray(Golden.block(block).matrix("inputs/" + name)))
            .toArray(INDArray[]::new);
    INDArray[] gradients =
        Stream.of(parameterNames)
            .map(name -> Nd4j.createFromArray(Golden.block(block).matrix("gradients/" + name)))
            .toArray(INDArray[]::new);
    check(
        likelihood,
        Nd4j.createFromArray(Golden.block(block).matrix("inputs/" + labels)),
        Nd4j.concat(1, parameters),
        Golden.block(block).vector("perExample"),
        Nd4j.concat(1, gradients));
  }

  /** Golden logits are [N, D, K]; ours lie in blocks, [N, K · D]. */
  @Test
  void categoricalAgreesWithPyTorch() {
    Golden block = Golden.block("categoricalLogits");
    check(
        new CategoricalLikelihood(7),
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
      INDArray x,
      INDArray parameters,
      double[] perExample,
      INDArray gradient) {
    INDArray logProbability = likelihood.logProbability(x, parameters);
    for (int i = 0; i < perExample.length; i++) {
      assertThat(-logProbability.getDouble(i))
          .isCloseTo(perExample[i], within(DOUBLE * Math.max(1, Math.abs(perExample[i]))));
    }
    INDArray ours =
        likelihood.computeGradient(
            x.castTo(DataType.DOUBLE), parameters, new ActivationIdentity(), null);
    for (long i = 0; i < gradient.length(); i++) {
      double expected = gradient.getDouble(i);
      assertThat(ours.getDouble(i))
          .isCloseTo(expected, within(DOUBLE * Math.max(1, Math.abs(expected))));
    }
  }
}
