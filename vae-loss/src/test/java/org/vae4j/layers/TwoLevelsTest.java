package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.information.MultivariateNormal;
import org.vae4j.layers.density.GaussianDensityVertex;
import org.vae4j.layers.density.StandardNormalDensityVertex;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.likelihood.GaussianLikelihood;

/**
 * u ~ N(0, 1), z = a u + c + t δ, x = w z + b + s ε: here log p(x) is known, x being Gaussian, and
 * so are p(z | x) and p(u | z), which linear encoders can be.
 */
@ExtendWith(DoubleByDefault.class)
class TwoLevelsTest {
  private static final int EXAMPLES = 5;
  private static final int SAMPLES = 4;
  private static final double SLOPE = 0.8;
  private static final double SHIFT = -0.3;
  private static final double LOG_VARIANCE = -0.5;
  private static final double[] W = {0.9, -0.4, 1.3};
  private static final double[] B = {0.2, -0.1, 0.5};
  private static final double NOISE = 0.7;

  private final INDArray x = new SeededMatrices(43, DataType.DOUBLE).normal(EXAMPLES, 3, 1);

  private static ComputationGraph net(Bound bound) {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(3))
                .addLayer("posterior", TinyVae.linear(2), "x")
                .addLayer(
                    "z",
                    new GaussianSamplingLayer.Builder().latentSize(1).samples(SAMPLES).build(),
                    "posterior")
                .addLayer("upper-posterior", TinyVae.linear(2), "z")
                .addLayer(
                    "upper-z",
                    new GaussianSamplingLayer.Builder().latentSize(1).build(),
                    "upper-posterior")
                .addLayer("prior", TinyVae.linear(2), "upper-z")
                .addVertex("log-posterior", new GaussianDensityVertex(), "z", "posterior")
                .addVertex(
                    "log-upper-posterior",
                    new GaussianDensityVertex(),
                    "upper-z",
                    "upper-posterior")
                .addVertex("log-lower-prior", new GaussianDensityVertex(), "z", "prior")
                .addVertex("log-upper-prior", new StandardNormalDensityVertex(), "upper-z")
                .addVertex(
                    "log-levels",
                    new ElementWiseVertex(ElementWiseVertex.Op.Add),
                    "log-lower-prior",
                    "log-upper-prior")
                .addVertex(
                    "log-prior",
                    new ElementWiseVertex(ElementWiseVertex.Op.Subtract),
                    "log-levels",
                    "log-upper-posterior")
                .addLayer("mean", TinyVae.linear(3), "z")
                .addLayer(
                    "loss",
                    new ImportanceWeightedLossLayer.Builder()
                        .samples(SAMPLES)
                        .bound(bound)
                        .likelihood(new GaussianLikelihood(NOISE))
                        .build(),
                    "mean",
                    "log-posterior",
                    "log-prior")
                .setOutputs("loss")
                .build());
    net.init();
    return net;
  }

  /** The model, and with it the true posteriors. */
  private static ComputationGraph exact(Bound bound) {
    ComputationGraph net = net(bound);
    set(net, "mean", W, B);
    set(net, "prior", new double[] {SLOPE, 0}, new double[] {SHIFT, LOG_VARIANCE});

    double variance = Math.exp(LOG_VARIANCE);
    double upperPrecision = 1 + SLOPE * SLOPE / variance;
    double gain = SLOPE / variance / upperPrecision;
    set(
        net,
        "upper-posterior",
        new double[] {gain, 0},
        new double[] {-gain * SHIFT, -Math.log(upperPrecision)});

    double precisionOfZ = 1 / (SLOPE * SLOPE + variance);
    double precision = precisionOfZ;
    double offset = SHIFT * precisionOfZ;
    for (int j = 0; j < 3; j++) {
      precision += W[j] * W[j] / (NOISE * NOISE);
      offset -= W[j] * B[j] / (NOISE * NOISE);
    }
    double[] weights = new double[6];
    for (int j = 0; j < 3; j++) {
      weights[2 * j] = W[j] / (NOISE * NOISE) / precision;
    }
    set(net, "posterior", weights, new double[] {offset / precision, -Math.log(precision)});
    GaussianSampling.all(net).forEach(level -> level.setSampleAtInference(true));
    return net;
  }

  /**
   * @param weights of one input after the other
   */
  private static void set(ComputationGraph net, String layer, double[] weights, double[] bias) {
    net.getParam(layer + "_W")
        .assign(Nd4j.createFromArray(weights).reshape(weights.length / bias.length, bias.length));
    net.getParam(layer + "_b").assign(Nd4j.createFromArray(bias).reshape(1, bias.length));
  }

  /** log N(x; b + w c, w wᵀ (a² + t²) + s² I) of each example. */
  private double[] logMarginals() {
    double variance = SLOPE * SLOPE + Math.exp(LOG_VARIANCE);
    double[] mean = new double[3];
    double[][] covariance = new double[3][3];
    for (int i = 0; i < 3; i++) {
      mean[i] = B[i] + W[i] * SHIFT;
      for (int j = 0; j < 3; j++) {
        covariance[i][j] = W[i] * W[j] * variance + (i == j ? NOISE * NOISE : 0);
      }
    }
    MultivariateNormal marginal = MultivariateNormal.of(mean, covariance);
    return Arrays.stream(x.toDoubleMatrix()).mapToDouble(marginal::logDensity).toArray();
  }

  /** Each log-weight is a sum of a dozen terms of some nats, rounded by 1e-15. */
  @ParameterizedTest
  @EnumSource
  void withTheTruePosteriorsEveryWeightIsTheMarginalLikelihood(Bound bound) {
    ComputationGraph net = exact(bound);

    INDArray scores = net.scoreExamples(new DataSet(x, x), false);

    assertClose("−log p(x)", scores.neg(), logMarginals(), 1e-12);
    double size = ImportanceWeightedLoss.of(net).boundTerms().effectiveSampleSize();
    assertClose("size", size, SAMPLES, 1e-6);
  }

  /** A draw of each level; the upper one's is the second that is asked for. */
  @Test
  void withOtherPosteriorsAWeightIsWhatItsDensitiesSay() {
    ComputationGraph net = exact(Bound.IWAE);
    net.getParam("upper-posterior_b").addi(0.4);
    INDArray lower = new SeededMatrices(44, DataType.DOUBLE).normal(EXAMPLES * SAMPLES, 1, 1);
    INDArray upper = new SeededMatrices(45, DataType.DOUBLE).normal(EXAMPLES * SAMPLES, 1, 1);
    List<GaussianSampling> levels = GaussianSampling.all(net);
    levels.get(0).setNoiseSource((type, rows, units) -> lower);
    levels.get(1).setNoiseSource((type, rows, units) -> upper);

    net.feedForward(new INDArray[] {x}, false, false);
    ImportanceWeightedLoss loss = ImportanceWeightedLoss.of(net);
    loss.setLabels(x);

    // log p(x) of the true posterior, and the upper one's two densities changed for each other
    double[] logMarginals = logMarginals();
    double precision = 1 + SLOPE * SLOPE / Math.exp(LOG_VARIANCE);
    for (int i = 0; i < EXAMPLES; i++) {
      double[] logWeights = loss.drawTerms().get(i).weights().logWeights();
      for (int k = 0; k < SAMPLES; k++) {
        // q(u | z) is moved by 0.4, and its log-variance is 0.4 higher than that of p(u | z)
        double e = upper.getDouble(i * SAMPLES + k, 0);
        double fromMean = 0.4 + Math.exp(0.2) / Math.sqrt(precision) * e;
        double logTrue = 0.5 * (Math.log(precision) - precision * fromMean * fromMean);
        double logDrawn = 0.5 * (Math.log(precision) - 0.4 - e * e);
        assertClose("log w", logWeights[k], logMarginals[i] + logTrue - logDrawn, 1e-12);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void backwardPassIsTheDerivativeOfTheScore(Bound bound) {
    ComputationGraph net = net(bound);
    net.setParams(new SeededMatrices(46, DataType.DOUBLE).normal(1, (int) net.numParams(), 0.5));

    // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
    GradientCheckUtil.GraphConfig check =
        new GradientCheckUtil.GraphConfig()
            .net(net)
            .inputs(new INDArray[] {x})
            .labels(new INDArray[] {x})
            .epsilon(1e-6)
            .maxRelError(1e-5)
            .minAbsoluteError(1e-8)
            .callEachIter(same -> Nd4j.getRandom().setSeed(11));
    assertThat(GradientCheckUtil.checkGradients(check)).isTrue();
  }
}
