package org.vae4j.layers.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.DiagonalGaussian;

/** What holds of every mixture, whatever its numbers. */
class MixtureDensityTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  private final SeededMatrices random = new SeededMatrices(70, DataType.DOUBLE);

  private static ComputationGraph net(int latentSize, int components, boolean learnedWeights) {
    ComputationGraph net =
        TinyMixture.densityOf(
            new MixtureDensityLayer.Builder()
                .latentSize(latentSize)
                .components(components)
                .learnedWeights(learnedWeights)
                .build(),
            DataType.DOUBLE);
    net.initGradientsView();
    return net;
  }

  private static INDArray densities(ComputationGraph net, INDArray z) {
    MixtureDensity layer = MixtureDensity.of(net);
    layer.setInput(z, NONE);
    return layer.activate(true, NONE);
  }

  private static Pair<Gradient, INDArray> gradients(
      ComputationGraph net, INDArray z, INDArray upstream) {
    densities(net, z);
    return MixtureDensity.of(net).backpropGradient(upstream, NONE);
  }

  /** A sum of seven squares rounds a few times by 1e-16. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSingleComponentStartsAsTheStandardNormal(boolean learnedWeights) {
    INDArray z = random.normal(20, 7, 2);
    double[] expected = new double[20];
    for (int i = 0; i < expected.length; i++) {
      double[] row = z.getRow(i).toDoubleVector();
      for (double unit : row) {
        expected[i] -= 0.5 * (Math.log(2 * Math.PI) + unit * unit);
      }
    }
    ComputationGraph net = net(7, 1, learnedWeights);

    assertClose("log p", densities(net, z), expected, 1e-12);
    INDArray byDraws = gradients(net, z, Nd4j.ones(DataType.DOUBLE, 20, 1)).getSecond();
    assertClose("−z", byDraws, z.neg(), 1e-12);
  }

  @Test
  void severalComponentsStartNearTheStandardNormalWithEqualWeights() {
    MixtureDensity mixture = MixtureDensity.of(net(2, 500, true));
    DiagonalGaussian components = mixture.components();

    assertThat(components.logVariance()).isEqualTo(Nd4j.zeros(DataType.DOUBLE, 500, 2));
    // Mean and standard deviation of 1000 draws from N(0, 0.1²), within four standard errors.
    assertThat(components.mean().meanNumber().doubleValue()).isBetween(-0.0127, 0.0127);
    assertThat(components.mean().stdNumber().doubleValue()).isBetween(0.091, 0.109);
    assertThat(mixture.weights()).hasSize(500);
    assertClose("π", mixture.weights()[499], 0.002, 1e-15);
  }

  @Test
  void aSeedGivesTheSameStart() {
    assertSameBits("start", net(2, 9, false).params(), net(2, 9, false).params());
  }

  @Test
  void theWeightsAreTheSoftmaxOfTheLogits() {
    ComputationGraph net = net(2, 3, true);
    double[][] logits = {{1000 + Math.log(1), 1000 + Math.log(2), 1000 + Math.log(5)}};
    net.getParam("logPrior_weights").assign(Nd4j.createFromArray(logits));

    // A logit of a thousand is rounded by 1e-13.
    assertClose(
        "π",
        Nd4j.createFromArray(MixtureDensity.of(net).weights()),
        new double[] {0.125, 0.25, 0.625},
        1e-12);
  }

  @Test
  void theOrderOfTheComponentsDoesNotMatter() {
    INDArray z = random.normal(10, 3, 1);
    INDArray upstream = random.normal(10, 1, 1);
    ComputationGraph net = net(3, 4, true);
    INDArray components = random.normal(4, 6, 1);
    INDArray logits = random.normal(1, 4, 1);
    ComputationGraph permuted = net(3, 4, true);
    int[] order = {2, 0, 3, 1};
    net.getParam("logPrior_components").assign(components);
    net.getParam("logPrior_weights").assign(logits);
    for (int c = 0; c < order.length; c++) {
      permuted.getParam("logPrior_components").putRow(c, components.getRow(order[c]));
      permuted.getParam("logPrior_weights").putScalar(0, c, logits.getDouble(0, order[c]));
    }

    // Sums of four terms of size 10 in another order.
    assertClose("log p", densities(permuted, z), densities(net, z), 1e-13);
    Pair<Gradient, INDArray> gradients = gradients(net, z, upstream);
    Pair<Gradient, INDArray> others = gradients(permuted, z, upstream);
    assertClose("by z", others.getSecond(), gradients.getSecond(), 1e-13);
    INDArray byComponents = gradients.getFirst().getGradientFor("components");
    for (int c = 0; c < order.length; c++) {
      assertClose(
          "by component",
          others.getFirst().getGradientFor("components").getRow(c),
          byComponents.getRow(order[c]),
          1e-13);
    }
  }

  /** exp(−½ · 5 · 10⁶) is 0 in double. */
  @ParameterizedTest
  @ValueSource(doubles = {1e3, -1e3})
  void farDrawsStayFinite(double far) {
    ComputationGraph net = net(5, 8, true);
    INDArray z = Nd4j.valueArrayOf(new long[] {3, 5}, far, DataType.DOUBLE);
    Pair<Gradient, INDArray> gradients = gradients(net, z, Nd4j.ones(DataType.DOUBLE, 3, 1));

    INDArray densities = densities(net, z);
    assertThat(densities.isNaN().any()).isFalse();
    // Of the nearest mean, which is within 5 of 0: 5 units of 995² to 1005² halves.
    assertThat(densities.minNumber().doubleValue()).isBetween(-2.526e6, -2.475e6);
    assertThat(gradients.getSecond().amaxNumber().doubleValue()).isBetween(995.0, 1005.0);
    INDArray byParameters = gradients.getFirst().gradient();
    assertThat(byParameters.isNaN().any()).isFalse();
    assertThat(byParameters.isInfinite().any()).isFalse();
  }

  /** Two thousand rows are shared among the cores, one row is not. */
  @Test
  void aRowAloneHasTheBitsThatItHasInABatch() {
    ComputationGraph net = net(10, 30, false);
    INDArray z = random.normal(2000, 10, 1);
    INDArray upstream = random.normal(2000, 1, 1);
    Pair<Gradient, INDArray> gradients = gradients(net, z, upstream);
    INDArray byComponents = gradients.getFirst().getGradientFor("components").dup();
    INDArray densities = densities(net, z);

    assertSameBits(
        "by components",
        gradients(net, z, upstream).getFirst().getGradientFor("components"),
        byComponents);
    for (int i = 0; i < 2000; i += 97) {
      INDArray row = z.getRow(i, true);
      assertSameBits("log p", densities(net, row), densities.getRow(i, true));
      assertSameBits(
          "by z",
          gradients(net, row, upstream.getRow(i, true)).getSecond(),
          gradients.getSecond().getRow(i, true));
    }
  }

  /** As DL4J runs a frozen layer whose input still gets a gradient. */
  @Test
  void gradientsFollowAPassOfInferenceToo() {
    ComputationGraph net = net(3, 4, false);
    INDArray z = random.normal(6, 3, 1);
    INDArray upstream = random.normal(6, 1, 1);
    INDArray expected = gradients(net, z, upstream).getSecond();
    MixtureDensity layer = MixtureDensity.of(net);

    layer.setInput(z, NONE);
    layer.activate(false, NONE);

    assertSameBits("by z", layer.backpropGradient(upstream, NONE).getSecond(), expected);
  }
}
