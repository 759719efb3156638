package org.vae4j.loss.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** What every likelihood must hold to, whatever its formula. */
class LikelihoodPropertiesTest {
  private static final CompositeLikelihood COMPOSITE =
      new CompositeLikelihood.Builder()
          .columns(2, new LearnedVarianceGaussianLikelihood())
          .columns(1, new CategoricalLikelihood(3))
          .build();

  static Stream<Likelihood> all() {
    return Stream.of(
        new BernoulliLikelihood(),
        new ContinuousBernoulliLikelihood(),
        new GaussianLikelihood(0.7),
        new LearnedVarianceGaussianLikelihood(),
        new LearnedVarianceGaussianLikelihood(0.4, Noise.CONSTANT),
        new SharedVarianceGaussianLikelihood(),
        new SharedVarianceGaussianLikelihood(0.4, Noise.CONSTANT),
        new StudentLikelihood(),
        new StudentLikelihood(0.3, Noise.CONSTANT),
        new LaplaceLikelihood(1.3),
        new PoissonLikelihood(),
        new NegativeBinomialLikelihood(),
        new NegativeBinomialLikelihood(Noise.CONSTANT),
        new CategoricalLikelihood(3),
        new DiscretisedLogisticLikelihood(8),
        COMPOSITE);
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasTheGradientOfItsValue(Likelihood likelihood) {
    Nd4j.getRandom().setSeed(8);
    INDArray parameters = parameters(likelihood, 6);
    INDArray x = likelihood.sample(parameters, Nd4j.getRandom());
    INDArray gradient = likelihood.computeGradient(x, parameters, new ActivationIdentity(), null);
    double step = 1e-5;
    for (long i = 0; i < parameters.size(0); i++) {
      for (long j = 0; j < parameters.size(1); j++) {
        double value = parameters.getDouble(i, j);
        parameters.putScalar(i, j, value + step);
        double above = score(likelihood, x, parameters);
        parameters.putScalar(i, j, value - step);
        double below = score(likelihood, x, parameters);
        parameters.putScalar(i, j, value);
        // The central difference is off by step² and by rounding / step: 1e-10 and 1e-10.
        double expected = (above - below) / (2 * step);
        assertThat(gradient.getDouble(i, j))
            .isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasTheMeanOfItsSamples(Likelihood likelihood) {
    Nd4j.getRandom().setSeed(9);
    int draws = 20_000;
    INDArray parameters = parameters(likelihood, 1);
    INDArray mean = likelihood.mean(parameters);
    INDArray samples = likelihood.sample(parameters.repeat(0, draws), Nd4j.getRandom());
    INDArray average = samples.mean(0);
    INDArray stdDev = samples.std(0);
    for (long j = 0; j < mean.length(); j++) {
      double standardError = stdDev.getDouble(j) / Math.sqrt(draws);
      assertThat(average.getDouble(j))
          .isCloseTo(mean.getDouble(j), within(5 * standardError + 1e-12));
    }
  }

  @Test
  void whatIsTypicalIsTheMeanButOfACategoryTheMostLikely() {
    CompositeLikelihood likelihood =
        new CompositeLikelihood.Builder()
            .columns(1, new GaussianLikelihood())
            .columns(2, new CategoricalLikelihood(3))
            .build();
    // Logits in blocks: class 0 of both columns, class 1 of both, class 2 of both.
    INDArray parameters =
        Nd4j.createFromArray(
            new double[][] {{0.7, 2, 0, 1, 0.5, 1.9, 0.6}, {-3, 0, 5, 1, 0, 1, 4}});
    assertThat(likelihood.typical(parameters).toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{0.7, 0, 2}, {-3, 1, 0}});
    assertThat(likelihood.mean(parameters).getDouble(0, 1)).isBetween(0.5, 1.5);
  }

  @ParameterizedTest
  @MethodSource("all")
  void survivesJson(Likelihood likelihood) throws IOException {
    var mapper = NeuralNetConfiguration.mapper();
    assertThat(mapper.readValue(mapper.writeValueAsString(likelihood), ILossFunction.class))
        .isEqualTo(likelihood);
  }

  @ParameterizedTest
  @MethodSource("all")
  void countsParametersBothWays(Likelihood likelihood) {
    assertThat(likelihood.featureCount(likelihood.parameterCount(3))).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("all")
  void ignoresWhatIsMasked(Likelihood likelihood) {
    Nd4j.getRandom().setSeed(10);
    INDArray parameters = parameters(likelihood, 2);
    INDArray x = likelihood.sample(parameters, Nd4j.getRandom());
    INDArray mask = Nd4j.ones(parameters.dataType(), 2, 3);
    mask.putScalar(1, 2, 0);
    double expected = likelihood.computeScore(x, parameters, new ActivationIdentity(), mask, false);
    x.putScalar(1, 2, Double.NaN);
    assertThat(likelihood.computeScore(x, parameters, new ActivationIdentity(), mask, false))
        .isEqualTo(expected)
        .isFinite();
  }

  static Stream<Arguments> countable() {
    return Stream.of(
        Arguments.of(new BernoulliLikelihood(), 2, 1.0),
        Arguments.of(new CategoricalLikelihood(5), 5, 1.0),
        Arguments.of(new DiscretisedLogisticLikelihood(), 256, 1 / 255.0),
        // Beyond 400 a Poisson variable of rate exp(3) has less than 1e-300 left.
        Arguments.of(new PoissonLikelihood(), 400, 1.0));
  }

  @ParameterizedTest
  @MethodSource("countable")
  void sumsToOne(Likelihood likelihood, int values, double step) {
    SplittableRandom random = new SplittableRandom(4);
    for (int repeat = 0; repeat < 20; repeat++) {
      INDArray parameters = random(random, likelihood.parameterCount(1), 3);
      double sum = 0;
      for (int k = 0; k < values; k++) {
        sum += Math.exp(logProbability(likelihood, k * step, parameters));
      }
      // Hundreds of exponentials, each good to some 1e-14.
      assertThat(sum).isCloseTo(1, within(1e-11));
    }
  }

  static Stream<Arguments> densities() {
    return Stream.of(
        Arguments.of(new ContinuousBernoulliLikelihood(), 0.0, 1.0),
        Arguments.of(new GaussianLikelihood(0.5), -20.0, 20.0),
        Arguments.of(new LearnedVarianceGaussianLikelihood(), -60.0, 60.0),
        Arguments.of(new LaplaceLikelihood(), -40.0, 40.0));
  }

  @ParameterizedTest
  @MethodSource("densities")
  void integratesToOne(Likelihood likelihood, double from, double to) {
    SplittableRandom random = new SplittableRandom(5);
    for (int repeat = 0; repeat < 5; repeat++) {
      INDArray parameters = random(random, likelihood.parameterCount(1), 2);
      // Simpson's rule over 20,000 intervals; the Laplace's kink costs it 1e-6.
      assertThat(integral(likelihood, from, to, 20_000, parameters)).isCloseTo(1, within(2e-6));
    }
  }

  /** Of the density, at all places in one batch. */
  private static double integral(
      Likelihood likelihood, double from, double to, int intervals, INDArray parameters) {
    double step = (to - from) / intervals;
    double[][] places = new double[intervals + 1][1];
    Arrays.setAll(places, k -> new double[] {k == intervals ? to : from + k * step});
    double[] logDensities =
        likelihood
            .logProbability(
                Nd4j.createFromArray(places), parameters.repeat(0, (long) intervals + 1))
            .toDoubleVector();
    return Simpson.integral(
        x -> Math.exp(logDensities[(int) Math.round((x - from) / step)]), from, to, intervals);
  }

  /** Near λ = ½ the closed form is 0/0, and PyTorch's own is a Taylor form: quadrature decides. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-12, 1e-8, -1e-4, 1e-2, 0.19, 0.1999, 0.2001, -0.21, 1, -3, 20})
  void continuousBernoulliAgreesWithQuadrature(double logit) {
    double normaliser = Simpson.integral(x -> Math.exp(logit * x), 0, 1, 20_000);
    double mean = Simpson.integral(x -> x * Math.exp(logit * x), 0, 1, 20_000) / normaliser;
    Likelihood likelihood = new ContinuousBernoulliLikelihood();
    INDArray parameters = Nd4j.createFromArray(new double[][] {{logit}});
    assertThat(logProbability(likelihood, 0.3, parameters))
        .isCloseTo(0.3 * logit - Math.log(normaliser), within(1e-12));
    assertThat(likelihood.mean(parameters).getDouble(0)).isCloseTo(mean, within(1e-12));
  }

  /** Against the definition: Σ over classes and levels of ∫ over the density. */
  @Test
  void compositeSumsAndIntegratesToOne() {
    Likelihood mixed =
        new CompositeLikelihood.Builder()
            .columns(1, new ContinuousBernoulliLikelihood())
            .columns(1, new CategoricalLikelihood(3))
            .columns(1, new DiscretisedLogisticLikelihood(4))
            .build();
    SplittableRandom random = new SplittableRandom(7);
    for (int repeat = 0; repeat < 5; repeat++) {
      INDArray parameters = random(random, 6, 2);
      double total = 0;
      for (int label = 0; label < 3; label++) {
        for (int k = 0; k < 4; k++) {
          double[] row = {0, label, k / 3.0};
          total +=
              Simpson.integral(
                  x -> {
                    row[0] = x;
                    INDArray example = Nd4j.createFromArray(new double[][] {row});
                    return Math.exp(mixed.logProbability(example, parameters).getDouble(0));
                  },
                  0,
                  1,
                  100);
        }
      }
      // Simpson's error of exp(l·x), |l| ≤ 2, is l⁴ / (180 · 100⁴) = 1e-9 of the integral.
      assertThat(total).isCloseTo(1, within(2e-9));
    }
  }

  /** The logistic distribution function at the borders of each level, subtracted. */
  @Test
  void discretisedLogisticIsADifferenceOfTheDistributionFunction() {
    SplittableRandom random = new SplittableRandom(8);
    Likelihood likelihood = new DiscretisedLogisticLikelihood(16);
    for (int repeat = 0; repeat < 20; repeat++) {
      double mean = random.nextDouble();
      double logScale = -3 * random.nextDouble();
      INDArray parameters = Nd4j.createFromArray(new double[][] {{mean, logScale}});
      double expectation = 0;
      for (int k = 0; k < 16; k++) {
        double above = k == 15 ? 1 : logistic((k + 0.5) / 15, mean, logScale);
        double below = k == 0 ? 0 : logistic((k - 0.5) / 15, mean, logScale);
        // The difference cancels: 1e-16 of at least 1e-8, the least likely level here.
        assertThat(logProbability(likelihood, k / 15.0, parameters))
            .isCloseTo(Math.log(above - below), within(1e-7));
        expectation += k / 15.0 * (above - below);
      }
      assertThat(likelihood.mean(parameters).getDouble(0)).isCloseTo(expectation, within(1e-14));
    }
  }

  private static double logistic(double x, double mean, double logScale) {
    return 1 / (1 + Math.exp(-(x - mean) / Math.exp(logScale)));
  }

  /** So a sample can be a label, in single precision too. */
  @ParameterizedTest
  @MethodSource("all")
  void drawsFromItsDomain(Likelihood likelihood) {
    Nd4j.getRandom().setSeed(12);
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      INDArray parameters = parameters(likelihood, 200).muli(4).castTo(type);
      INDArray samples = likelihood.sample(parameters, Nd4j.getRandom());
      assertThat(samples.dataType()).isEqualTo(type);
      assertThat(samples.shape()).containsExactly(200, 3);
      for (int i = 0; i < 200; i++) {
        for (int j = 0; j < 3; j++) {
          assertThat(likelihood.domain(j).contains(samples.getDouble(i, j))).isTrue();
        }
      }
    }
  }

  /**
   * −E[log p] over samples is −∫ p log p, known in closed form here: samples have the width too.
   */
  @Test
  void samplesHaveTheEntropyOfTheDistribution() {
    int draws = 100_000;
    Nd4j.getRandom().setSeed(13);
    assertEntropy(new GaussianLikelihood(0.7), draws, 0.5 * Math.log(2 * Math.PI * Math.E * 0.49));
    assertEntropy(new LaplaceLikelihood(1.3), draws, 1 + Math.log(2.6));
    assertEntropy(
        new LearnedVarianceGaussianLikelihood(), draws, 0.5 * Math.log(2 * Math.PI * Math.E));
    assertEntropy(
        new SharedVarianceGaussianLikelihood(), draws, 0.5 * Math.log(2 * Math.PI * Math.E));
    assertEntropy(new BernoulliLikelihood(), draws, Math.log(2));
    assertEntropy(new CategoricalLikelihood(3), draws, Math.log(3));
    assertEntropy(new ContinuousBernoulliLikelihood(), draws, 0);
  }

  /** One feature, all parameters 0. */
  private static void assertEntropy(Likelihood likelihood, int draws, double entropy) {
    INDArray parameters = Nd4j.zeros(DataType.DOUBLE, draws, likelihood.parameterCount(1));
    INDArray surprise =
        likelihood
            .logProbability(likelihood.sample(parameters, Nd4j.getRandom()), parameters)
            .neg();
    double standardError = surprise.stdNumber().doubleValue() / Math.sqrt(draws);
    assertThat(surprise.meanNumber().doubleValue())
        .as(likelihood.name())
        // where all draws cost the same: ND4J's sum of so many, rounded in the order of its threads
        .isCloseTo(entropy, within(5 * standardError + draws * 0x1p-53));
  }

  @Test
  void compositeIsTheSumOfItsParts() {
    SplittableRandom random = new SplittableRandom(6);
    INDArray parameters = random(random, 7, 1);
    INDArray x = Nd4j.createFromArray(new double[][] {{0.3, -1.2, 2}});
    double gaussian =
        new LearnedVarianceGaussianLikelihood()
            .logProbability(columns(x, 0, 2), columns(parameters, 0, 4))
            .getDouble(0);
    double categorical =
        new CategoricalLikelihood(3)
            .logProbability(columns(x, 2, 3), columns(parameters, 4, 7))
            .getDouble(0);
    assertThat(COMPOSITE.logProbability(x, parameters).getDouble(0))
        .isCloseTo(gaussian + categorical, within(1e-14));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new GaussianLikelihood(0)).hasMessageContaining("stdDev, got 0.0");
    assertThatThrownBy(() -> new LaplaceLikelihood(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new CategoricalLikelihood(1)).hasMessageContaining("got 1");
    assertThatThrownBy(() -> new DiscretisedLogisticLikelihood(1)).hasMessageContaining("got 1");
    assertThatThrownBy(() -> new CompositeLikelihood.Builder().build())
        .hasMessageContaining("at least one range");
    assertThatThrownBy(() -> COMPOSITE.parameterCount(4)).hasMessageContaining("3 columns, got 4");
    assertThatThrownBy(() -> new LearnedVarianceGaussianLikelihood().featureCount(5))
        .hasMessageContaining("multiple of 2 decoder outputs");
  }

  private static double score(Likelihood likelihood, INDArray x, INDArray parameters) {
    return likelihood.computeScore(x, parameters, new ActivationIdentity(), null, false);
  }

  private static double logProbability(Likelihood likelihood, double x, INDArray parameters) {
    return likelihood
        .logProbability(Nd4j.createFromArray(new double[][] {{x}}), parameters)
        .getDouble(0);
  }

  private static INDArray parameters(Likelihood likelihood, int examples) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] values = new double[examples][(int) likelihood.parameterCount(3)];
    for (double[] row : values) {
      for (int j = 0; j < row.length; j++) {
        row[j] = 2 * random.nextDouble() - 1;
      }
    }
    return Nd4j.createFromArray(values);
  }

  private static INDArray random(SplittableRandom random, long count, double width) {
    return Nd4j.createFromArray(
        new double[][] {
          DoubleStream.generate(() -> width * (2 * random.nextDouble() - 1)).limit(count).toArray()
        });
  }

  private static INDArray columns(INDArray matrix, int from, int to) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup();
  }
}
