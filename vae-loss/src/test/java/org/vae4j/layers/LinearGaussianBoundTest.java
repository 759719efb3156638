package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SeededMatrices;
import org.vae4j.information.MultivariateNormal;
import org.vae4j.layers.density.GaussianDensityVertex;
import org.vae4j.layers.density.StandardNormalDensityVertex;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.bound.ImportanceWeights;
import org.vae4j.loss.likelihood.GaussianLikelihood;

/**
 * z ~ N(0, I), x = W z + b + s ε: here log p(x) is known, x being Gaussian, and so is the true
 * posterior, which a linear encoder can be. The columns of W are orthogonal, so that the
 * posterior's covariance is diagonal.
 */
class LinearGaussianBoundTest {
  private static final int EXAMPLES = 5;
  private static final double NOISE = 0.7;
  private static final double[][] W = {{1, 0.4, -0.3}, {0.3, -0.3, 0.6}};
  private static final double[] B = {0.2, -0.1, 0.5};

  private final INDArray x = new SeededMatrices(41, DataType.DOUBLE).normal(EXAMPLES, 3, 1);

  /** The graph with the true posterior, whose log-variances are then off by so many nats. */
  private static ComputationGraph net(
      int samples, Bound bound, GradientEstimator gradient, double off) {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(3))
                .addLayer("posterior", TinyVae.linear(4), "x")
                .addLayer(
                    "z",
                    new GaussianSamplingLayer.Builder().latentSize(2).samples(samples).build(),
                    "posterior")
                .addVertex(
                    "logPosterior",
                    new GaussianDensityVertex()
                        .stopParameters(gradient == GradientEstimator.STICKING_THE_LANDING),
                    "z",
                    "posterior")
                .addVertex("logPrior", new StandardNormalDensityVertex(), "z")
                .addLayer("mean", TinyVae.linear(3), "z")
                .addLayer(
                    "loss",
                    new ImportanceWeightedLossLayer.Builder()
                        .samples(samples)
                        .bound(bound)
                        .gradient(gradient)
                        .likelihood(new GaussianLikelihood(NOISE))
                        .build(),
                    "mean",
                    "logPosterior",
                    "logPrior")
                .setOutputs("loss")
                .build());
    net.init();
    net.getParam("mean_W").assign(Nd4j.createFromArray(W));
    net.getParam("mean_b").assign(Nd4j.createFromArray(B).reshape(1, 3));
    net.getParam("posterior_W").assign(0);
    for (int l = 0; l < 2; l++) {
      double precision = 1 + dot(W[l], W[l]) / (NOISE * NOISE);
      for (int j = 0; j < 3; j++) {
        net.getParam("posterior_W").putScalar(j, l, W[l][j] / (NOISE * NOISE * precision));
      }
      net.getParam("posterior_b").putScalar(l, -dot(W[l], B) / (NOISE * NOISE * precision));
      net.getParam("posterior_b").putScalar(2 + l, off - Math.log(precision));
    }
    GaussianSampling.of(net).setSampleAtInference(true);
    return net;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** log p(x) = log N(x; b, W Wᵀ + s² I) of each example. */
  private double[] logMarginals() {
    double[][] covariance = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        covariance[i][j] = W[0][i] * W[0][j] + W[1][i] * W[1][j] + (i == j ? NOISE * NOISE : 0);
      }
    }
    MultivariateNormal marginal = MultivariateNormal.of(B, covariance);
    return Arrays.stream(x.toDoubleMatrix()).mapToDouble(marginal::logDensity).toArray();
  }

  @Test
  void theColumnsAreOrthogonal() {
    assertClose("W₁ · W₂", dot(W[0], W[1]), 0, 1e-15);
  }

  /** Each log-weight is a sum of a dozen terms of some nats, rounded by 1e-15. */
  @ParameterizedTest
  @EnumSource
  void withTheTruePosteriorEveryWeightIsTheMarginalLikelihood(Bound bound) {
    ComputationGraph net = net(8, bound, GradientEstimator.STANDARD, 0);
    double[] logMarginals = logMarginals();

    INDArray scores = net.scoreExamples(new DataSet(x, x), false);

    assertClose("−log p(x)", scores.neg(), logMarginals, 1e-12);
    assertClose("size", ImportanceWeightedLoss.of(net).boundTerms().effectiveSampleSize(), 8, 1e-6);
    net.feedForward(new INDArray[] {x}, false, false);
    ImportanceWeightedLoss loss = ImportanceWeightedLoss.of(net);
    loss.setLabels(x);
    for (int i = 0; i < EXAMPLES; i++) {
      ImportanceWeights weights = loss.drawTerms().get(i).weights();
      for (double logWeight : weights.logWeights()) {
        assertClose("log w", logWeight, logMarginals[i], 1e-12);
      }
    }
  }

  /**
   * The posterior's variances are ten times too wide: KL(q ‖ p(z | x)) = ½ · 2 · (10 − 1 − log 10)
   * = 6.7 nats are lost with one draw, and with K about Var(w / p(x)) / 2K = 2.1 / K.
   */
  @Test
  void moreDrawsComeCloserToTheMarginalLikelihood() {
    double logMarginal = Arrays.stream(logMarginals()).average().orElseThrow();
    INDArray copies = Nd4j.tile(x, 100, 1);
    double[] gaps = new double[4];
    int[] repeats = {10, 10, 10, 2};
    int samples = 1;
    for (int i = 0; i < gaps.length; i++) {
      ComputationGraph net = net(samples, Bound.IWAE, GradientEstimator.STANDARD, Math.log(10));
      Nd4j.getRandom().setSeed(50);
      for (int repeat = 0; repeat < repeats[i]; repeat++) {
        gaps[i] += (logMarginal + net.score(new DataSet(copies, copies))) / repeats[i];
      }
      samples *= 10;
    }

    // log w deviates by 9 with one draw: five standard errors of 5000 of them.
    assertThat(gaps[0]).isBetween(6.7 - 0.65, 6.7 + 0.65);
    // With 100 and 1000 draws the gaps are 0.021 and 0.002, with errors of 0.003 and 0.002.
    assertThat(gaps[1]).isLessThan(gaps[0]);
    assertThat(gaps[2]).isLessThan(gaps[1]);
    assertThat(gaps[3]).isLessThan(gaps[2]);
    assertThat(Math.abs(gaps[3])).isLessThan(0.012);
  }

  private INDArray encoderGradient(ComputationGraph net, long seed) {
    Nd4j.getRandom().setSeed(1 + seed); // 0 would be the time
    net.setInputs(x);
    net.setLabels(x);
    net.computeGradientAndScore();
    return net.gradient().getGradientFor("posterior_W").dup();
  }

  /** At the true posterior log w does not depend on z: roundings of 1e-15, some times 5. */
  @Test
  void stickingTheLandingHasNoVarianceAtTheTruePosterior() {
    ComputationGraph landing = net(4, Bound.ELBO, GradientEstimator.STICKING_THE_LANDING, 0);
    ComputationGraph standard = net(4, Bound.ELBO, GradientEstimator.STANDARD, 0);
    for (int seed = 0; seed < 5; seed++) {
      assertThat(encoderGradient(landing, seed).amaxNumber().doubleValue()).isLessThan(1e-12);
      assertThat(encoderGradient(standard, seed).amaxNumber().doubleValue()).isGreaterThan(0.1);
    }
  }
}
