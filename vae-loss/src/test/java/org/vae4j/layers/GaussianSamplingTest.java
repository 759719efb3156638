package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.DiagonalGaussian;

class GaussianSamplingTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  private final ComputationGraph net = new TinyVae().net();
  private final GaussianSampling sampling = GaussianSampling.of(net);
  private final INDArray posterior =
      Nd4j.createFromArray(new double[][] {{1, 2, 0, Math.log(4)}, {3, 4, Math.log(9), 0}});
  private final INDArray noise = Nd4j.createFromArray(new double[][] {{1, -2}, {0.5, 0}});

  @Test
  void trainingMovesTheMeanByNoiseTimesStdDev() {
    sampling.setNoiseSource((type, examples, units) -> noise);
    sampling.setInput(posterior, NONE);

    // exp(½ log 4) is 2 but for a rounding.
    assertClose("z", sampling.activate(true, NONE), new double[][] {{2, -2}, {4.5, 4}}, 1e-15);
    INDArray gradient =
        sampling.backpropGradient(Nd4j.ones(DataType.DOUBLE, 2, 2), NONE).getSecond();
    assertClose("gradient", gradient, new double[][] {{1, 1, 0.5, -2}, {1, 1, 0.75, 0}}, 1e-15);
  }

  @Test
  void inferenceGivesTheMeanAndPassesItsGradientOn() {
    sampling.setInput(posterior, NONE);

    assertClose("z", sampling.activate(false, NONE), new double[][] {{1, 2}, {3, 4}}, 0);
    assertClose(
        "gradient",
        sampling.backpropGradient(Nd4j.ones(DataType.DOUBLE, 2, 2), NONE).getSecond(),
        new double[][] {{1, 1, 0, 0}, {1, 1, 0, 0}},
        0);
  }

  @ParameterizedTest
  @EnumSource(names = {"HALF", "FLOAT", "DOUBLE"})
  void theNoiseMayBeOfAnotherType(DataType type) {
    sampling.setNoiseSource((asked, examples, units) -> noise.castTo(type));
    sampling.setInput(posterior, NONE);

    assertClose("z", sampling.activate(true, NONE), new double[][] {{2, -2}, {4.5, 4}}, 1e-15);
  }

  @Test
  void aSeedRepeatsTheDrawsAndTheNextDrawIsAnother() {
    INDArray x = new SeededMatrices(100, DataType.DOUBLE).pixels(6, TinyVae.FEATURES);
    Nd4j.getRandom().setSeed(101);
    INDArray first = net.feedForward(x, true).get("z");
    INDArray second = net.feedForward(x, true).get("z");
    Nd4j.getRandom().setSeed(101);
    INDArray again = net.feedForward(x, true).get("z");

    assertSameBits("again", again, first);
    assertThat(second.toDoubleMatrix()).isNotEqualTo(first.toDoubleMatrix());
  }

  @Test
  void theDefaultNoiseIsStandardNormal() {
    Nd4j.getRandom().setSeed(102);
    int draws = 40_000;
    INDArray drawn = NoiseSource.DEFAULT.standardNormal(DataType.DOUBLE, draws, 1);

    // Five standard errors of a mean and of a variance of so many draws.
    assertThat(drawn.meanNumber().doubleValue()).isBetween(-5 / 200.0, 5 / 200.0);
    double variance = drawn.mul(drawn).meanNumber().doubleValue();
    assertThat(Math.abs(variance - 1)).isLessThan(5 * Math.sqrt(2.0 / draws));
  }

  @Test
  void aDropoutOfTheWholeNetworkDoesNotApply() {
    GaussianSampling dropping = GaussianSampling.of(new TinyVae().dropOut(0.5).net());
    dropping.setNoiseSource((type, examples, units) -> noise);
    dropping.setInput(posterior, NONE);

    assertThat(dropping.layerConf().getIDropout()).isNotNull();
    assertClose("z", dropping.activate(true, NONE), new double[][] {{2, -2}, {4.5, 4}}, 1e-15);
  }

  @Test
  void readsThePosteriorFromAConvolution() {
    ComputationGraph convolutional =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.convolutional(2, 2, 1))
                .addLayer(
                    "posterior",
                    new ConvolutionLayer.Builder(2, 2)
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "x")
                .addLayer(
                    "z", new GaussianSamplingLayer.Builder().latentSize(2).build(), "posterior")
                .setOutputs("z")
                .build());
    convolutional.init();
    INDArray x = new SeededMatrices(105, DataType.FLOAT).pixels(3, 4).reshape(3, 1, 2, 2);

    Map<String, INDArray> activations = convolutional.feedForward(x, false);

    INDArray rows = activations.get("posterior").reshape(3, 4);
    assertClose("z", activations.get("z"), DiagonalGaussian.of(rows).mean(), 0);
  }
}
