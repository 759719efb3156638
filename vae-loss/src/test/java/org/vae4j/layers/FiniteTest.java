package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SeededMatrices;

/** In float, with |logVariance| ≤ 80, nothing becomes NaN or infinite: exp(80) is 5.5e34. */
class FiniteTest {
  private static final int EXAMPLES = 8;

  /** A posterior that does not depend on x: all of it in the bias. */
  private static ComputationGraph net(double mean, double logVariance, SeededMatrices random) {
    ComputationGraph net = new TinyVae().type(DataType.FLOAT).klWeight(4).net();
    net.setParams(random.normal(1, (int) net.numParams(), 1));
    net.getParam("posterior_W").muli(0.001);
    INDArray bias =
        Nd4j.createFromArray(
            new double[] {mean, -mean, logVariance, logVariance == 80 ? -80 : logVariance});
    net.getParam("posterior_b").assign(bias.reshape(net.getParam("posterior_b").shape()));
    return net;
  }

  private static void assertFinite(String what, INDArray values) {
    assertThat(values.isNaN().any()).as(what + " NaN").isFalse();
    assertThat(values.isInfinite().any()).as(what + " infinite").isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-79.9, -40, -1e-6, 0, 1e-6, 40, 79.9})
  void extremePosteriors(double logVariance) {
    for (double mean : new double[] {0, 1e-30, 3, 1e6}) {
      for (int seed = 0; seed < 4; seed++) {
        SeededMatrices random = new SeededMatrices(seed, DataType.FLOAT);
        INDArray x = random.oneOf(EXAMPLES, 6, 0, 0.5, 1);
        assertAllFinite(net(mean, logVariance, random), x, x);
      }
    }
  }

  /** Random posteriors over the whole range, each example its own. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 20, 79})
  void randomPosteriors(double range) {
    for (int seed = 0; seed < 20; seed++) {
      SeededMatrices random = new SeededMatrices(seed, DataType.FLOAT);
      ComputationGraph net = net(0, 0, random);
      // tanh gives at most 1 for each of five units, so this reaches ± range and no further.
      net.getParam("posterior_W").assign(random.uniform(5, 4, -range / 5, range / 5));
      assertAllFinite(net, random.uniform(EXAMPLES, 6, -3, 3), random.pixels(EXAMPLES, 6));
    }
  }

  private static void assertAllFinite(ComputationGraph net, INDArray x, INDArray labels) {
    Nd4j.getRandom().setSeed(1);
    net.setInputs(x);
    net.setLabels(labels);
    net.computeGradientAndScore();
    assertThat(net.score()).isFinite();
    assertThat(VaeLoss.of(net).lossTerms().isFinite()).isTrue();
    assertFinite("gradient", net.gradient().gradient());

    GaussianSampling.of(net).setSampleAtInference(true);
    assertFinite("scores", net.scoreExamples(new DataSet(x, labels), false));
    assertFinite("output", net.outputSingle(x));
  }
}
