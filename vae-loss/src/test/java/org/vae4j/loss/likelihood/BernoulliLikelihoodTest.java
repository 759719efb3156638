package org.vae4j.loss.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.vae4j.Closeness.assertClose;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.vae4j.Golden;
import org.vae4j.SeededMatrices;

class BernoulliLikelihoodTest {
  private static final IActivation IDENTITY = new ActivationIdentity();

  private final BernoulliLikelihood bernoulli = new BernoulliLikelihood();

  @AfterEach
  void restoreTheDefaultType() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  /** In float each feature's term has a few roundings of 6e-8, and so has the input. */
  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? 1e-10 : 1e-6;
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void agreesWithPyTorch(DataType type) {
    Golden block = Golden.block("bernoulliLogits");
    INDArray logits = Nd4j.createFromArray(block.matrix("inputs/logits")).castTo(type);
    INDArray x = Nd4j.createFromArray(block.matrix("inputs/x")).castTo(type);

    INDArray scores = bernoulli.computeScoreArray(x, logits, IDENTITY, null);
    INDArray gradient = bernoulli.computeGradient(x, logits, IDENTITY, null);

    assertThat(scores.shape()).containsExactly(4, 1);
    assertThat(scores.dataType()).isEqualTo(type);
    assertThat(gradient.dataType()).isEqualTo(type);
    assertClose("perExample", scores, block.vector("perExample"), tolerance(type));
    assertClose("gradient", gradient, block.matrix("gradients/logits"), tolerance(type));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void aSaturatedWrongPixelCostsItsLogitAndPullsWithOne(DataType type) {
    INDArray logits = Nd4j.createFromArray(new double[][] {{100, -100}}).castTo(type);
    INDArray x = Nd4j.createFromArray(new double[][] {{0, 1}}).castTo(type);

    assertThat(bernoulli.computeScore(x, logits, IDENTITY, null, false)).isEqualTo(200);
    assertThat(bernoulli.computeGradient(x, logits, IDENTITY, null).toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{1, -1}});
  }

  @Test
  void theFourFormsOfTheLossAgree() {
    SeededMatrices random = new SeededMatrices(3, DataType.DOUBLE);
    INDArray logits = random.normal(7, 5, 3);
    INDArray x = random.pixels(7, 5);
    INDArray mask = random.oneOf(7, 5, 0, 0.5, 1);

    Pair<Double, INDArray> both =
        bernoulli.computeGradientAndScore(x, logits, IDENTITY, mask, true);
    INDArray perExample = bernoulli.computeScoreArray(x, logits, IDENTITY, mask);

    assertThat(both.getFirst()).isEqualTo(bernoulli.computeScore(x, logits, IDENTITY, mask, true));
    // Two orders of one sum of seven numbers.
    assertClose("mean", both.getFirst(), perExample.meanNumber().doubleValue(), 1e-14);
    assertClose(
        "sum",
        bernoulli.computeScore(x, logits, IDENTITY, mask, false),
        perExample.sumNumber().doubleValue(),
        1e-14);
    assertThat(bernoulli.computeGradient(x, logits, IDENTITY, mask).toDoubleMatrix())
        .isDeepEqualTo(both.getSecond().toDoubleMatrix());
  }

  /** Central differences: truncation h²/6 · f''' ≈ 1e-11, rounding 1e-16 · |f| / h ≈ 1e-10. */
  @Test
  void gradientIsTheDerivativeOfTheSum() {
    SeededMatrices random = new SeededMatrices(4, DataType.DOUBLE);
    INDArray logits = random.normal(3, 4, 2);
    INDArray x = random.pixels(3, 4);
    INDArray mask = random.uniform(3, 4, 0, 2);
    INDArray gradient = bernoulli.computeGradient(x, logits, IDENTITY, mask);
    double h = 1e-5;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 4; j++) {
        INDArray up = logits.dup().putScalar(i, j, logits.getDouble(i, j) + h);
        INDArray down = logits.dup().putScalar(i, j, logits.getDouble(i, j) - h);
        double difference =
            bernoulli.computeScore(x, up, IDENTITY, mask, false)
                - bernoulli.computeScore(x, down, IDENTITY, mask, false);
        assertClose("gradient", gradient.getDouble(i, j), difference / (2 * h), 1e-8);
      }
    }
  }

  @Test
  void anExampleMaskWeighsRowsAndAFeatureMaskWeighsFeatures() {
    SeededMatrices random = new SeededMatrices(5, DataType.DOUBLE);
    INDArray logits = random.normal(3, 2, 2);
    INDArray x = random.pixels(3, 2);
    INDArray rows = Nd4j.createFromArray(new double[][] {{1}, {0}, {2}});
    INDArray sameByFeature = Nd4j.createFromArray(new double[][] {{1, 1}, {0, 0}, {2, 2}});

    INDArray plain = bernoulli.computeScoreArray(x, logits, IDENTITY, null);
    INDArray masked = bernoulli.computeScoreArray(x, logits, IDENTITY, rows);

    assertThat(masked.toDoubleVector())
        .containsExactly(plain.getDouble(0), 0, 2 * plain.getDouble(2));
    assertThat(bernoulli.computeScoreArray(x, logits, IDENTITY, sameByFeature).toDoubleVector())
        .isEqualTo(masked.toDoubleVector());
    assertThat(bernoulli.computeGradient(x, logits, IDENTITY, sameByFeature).toDoubleMatrix())
        .isDeepEqualTo(bernoulli.computeGradient(x, logits, IDENTITY, rows).toDoubleMatrix());
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void whatHasWeightZeroIsNotLookedAt(DataType type) {
    INDArray logits = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}}).castTo(type);
    INDArray x = Nd4j.createFromArray(new double[][] {{Double.NaN, 1}, {0, 1}}).castTo(type);
    INDArray mask = Nd4j.createFromArray(new double[][] {{0, 1}, {1, 1}}).castTo(type);

    INDArray gradient = bernoulli.computeGradient(x, logits, IDENTITY, mask);

    assertThat(bernoulli.computeScore(x, logits, IDENTITY, mask, false)).isFinite();
    assertThat(gradient.getDouble(0, 0)).isZero();
    assertThat(gradient.isNaN().any()).isFalse();
  }

  @Test
  void aNanThatCountsIsNamedByItsPlace() {
    INDArray logits = Nd4j.zeros(2, 3);
    INDArray x = Nd4j.createFromArray(new float[][] {{0, 1, 0}, {0, 0, Float.NaN}});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bernoulli.computeScore(x, logits, IDENTITY, null, true))
        .withMessage(
            "BernoulliLikelihood: expected x in [0, 1] for BernoulliLikelihood, found NaN in labels[1, 2]");
  }

  @ParameterizedTest
  @CsvSource({"4, 2", "3, 3", "4, 1"})
  void refusesLabelsOfAnotherShape(int rows, int columns) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                bernoulli.computeScoreArray(
                    Nd4j.zeros(rows, columns), Nd4j.zeros(4, 3), IDENTITY, null))
        .withMessage(
            "BernoulliLikelihood: expected labels [4, 3] for decoder output [4, 3], got [%d, %d]",
            rows, columns);
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "4, 2", "1, 4"})
  void refusesAMaskOfAnotherShape(int rows, int columns) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                bernoulli.computeGradient(
                    Nd4j.zeros(4, 3), Nd4j.zeros(4, 3), IDENTITY, Nd4j.ones(rows, columns)))
        .withMessage(
            "BernoulliLikelihood: expected a mask [4, 1] or [4, 3], got [%d, %d]", rows, columns);
  }

  @Test
  void refusesAnActivation() {
    INDArray zeros = Nd4j.zeros(4, 3);
    String message =
        "BernoulliLikelihood works on unconstrained outputs: expected activation IDENTITY, got sigmoid";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bernoulli.computeScore(zeros, zeros, new ActivationSigmoid(), null, true))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bernoulli.computeScoreArray(zeros, zeros, new ActivationSigmoid(), null))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bernoulli.computeGradient(zeros, zeros, new ActivationSigmoid(), null))
        .withMessage(message);
  }

  @Test
  void meanIsTheSigmoidAndLeavesTheLogitsAlone() {
    INDArray logits = Nd4j.createFromArray(new double[][] {{-1, 0, 100, -800}});

    INDArray mean = bernoulli.mean(logits);

    // ND4J's sigmoid in double: within a few units in the last place.
    assertClose("mean", mean, new double[][] {{1 / (1 + Math.E), 0.5, 1, 0}}, 1e-15);
    assertThat(logits.toDoubleVector()).containsExactly(-1, 0, 100, -800);
  }

  /** For x in {0, 1} the probabilities of both outcomes sum to one. */
  @Test
  void logProbabilityIsTheLossWithTheOtherSignAndIsNormalised() {
    INDArray logits = Nd4j.createFromArray(new double[][] {{-3}, {0.25}, {12}});
    INDArray zero = bernoulli.logProbability(Nd4j.zeros(DataType.DOUBLE, 3, 1), logits);
    INDArray one = bernoulli.logProbability(Nd4j.ones(DataType.DOUBLE, 3, 1), logits);

    for (int i = 0; i < 3; i++) {
      double sum = Math.exp(zero.getDouble(i)) + Math.exp(one.getDouble(i));
      assertClose("sum", sum, 1, 1e-15); // two roundings
    }
    assertThat(one.toDoubleVector())
        .isEqualTo(
            bernoulli
                .computeScoreArray(Nd4j.ones(DataType.DOUBLE, 3, 1), logits, IDENTITY, null)
                .neg()
                .toDoubleVector());
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, FLOAT", "FLOAT, DOUBLE", "DOUBLE, FLOAT", "DOUBLE, DOUBLE", "FLOAT, HALF"})
  void samplesAreZeroOrOneAsOftenAsTheMeanSays(DataType byDefault, DataType type) {
    Nd4j.setDefaultDataTypes(byDefault, byDefault);
    int draws = 20_000;
    INDArray logits =
        Nd4j.createFromArray(new double[][] {{-60, -2, -0.5, 0, 1, 3, 60}})
            .repeat(0, draws)
            .castTo(type);
    Nd4j.getRandom().setSeed(6);

    INDArray samples = bernoulli.sample(logits, Nd4j.getRandom());

    assertThat(samples.dataType()).isEqualTo(type);
    assertThat(samples.shape()).isEqualTo(logits.shape());
    INDArray wide = samples.castTo(DataType.DOUBLE);
    assertThat(wide.mul(wide.rsub(1)).amaxNumber().doubleValue()).as("0 or 1").isZero();
    INDArray frequency = wide.mean(0);
    for (int j = 0; j < 7; j++) {
      double p = 1 / (1 + Math.exp(-logits.castTo(DataType.DOUBLE).getDouble(0, j)));
      double standardError = Math.sqrt(p * (1 - p) / draws);
      // Five standard errors: false alarm in one of two million; the seed is fixed anyway.
      assertThat(Math.abs(frequency.getDouble(j) - p)).isLessThanOrEqualTo(5 * standardError);
    }
  }

  @Test
  void theSameSeedGivesTheSameSample() {
    INDArray logits = new SeededMatrices(7, DataType.FLOAT).normal(20, 30, 1);
    Nd4j.getRandom().setSeed(8);
    INDArray first = bernoulli.sample(logits, Nd4j.getRandom());
    INDArray next = bernoulli.sample(logits, Nd4j.getRandom());
    Nd4j.getRandom().setSeed(8);
    INDArray again = bernoulli.sample(logits, Nd4j.getRandom());

    assertThat(again.toFloatMatrix()).isDeepEqualTo(first.toFloatMatrix());
    assertThat(next.toFloatMatrix()).isNotEqualTo(first.toFloatMatrix());
  }

  /** Float against double, over the whole range of logits that a network can produce. */
  @Test
  void floatFollowsDouble() {
    SeededMatrices random = new SeededMatrices(9, DataType.FLOAT);
    for (double scale : new double[] {1e-6, 1, 20, 1e4, 1e20}) {
      INDArray logits = random.uniform(50, 40, -scale, scale);
      INDArray x = random.pixels(50, 40);
      INDArray wide = logits.castTo(DataType.DOUBLE);
      INDArray wideX = x.castTo(DataType.DOUBLE);

      // 40 terms of one sign, each with four roundings of 6e-8 relative to its largest part,
      // which at x near 1 is the logit and not the term: 1e-6.
      assertClose(
          "score",
          bernoulli.computeScoreArray(x, logits, IDENTITY, null),
          bernoulli.computeScoreArray(wideX, wide, IDENTITY, null),
          1e-6);
      assertClose(
          "gradient",
          bernoulli.computeGradient(x, logits, IDENTITY, null),
          bernoulli.computeGradient(wideX, wide, IDENTITY, null),
          1e-6);
    }
  }

  @Test
  void needsOneParameterForEachFeature() {
    assertThat(bernoulli.parameterCount(784)).isEqualTo(784);
    assertThat(bernoulli.featureCount(784)).isEqualTo(784);
  }

  @Test
  void isALossFunctionWithAName() {
    ILossFunction loss = bernoulli;

    assertThat(loss.name()).isEqualTo("BernoulliLikelihood");
    assertThat(bernoulli)
        .hasToString("BernoulliLikelihood")
        .isEqualTo(new BernoulliLikelihood())
        .hasSameHashCodeAs(new BernoulliLikelihood());
  }
}
