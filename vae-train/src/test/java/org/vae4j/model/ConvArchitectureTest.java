package org.vae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.likelihood.SharedVarianceGaussianLikelihood;

class ConvArchitectureTest {
  private static final int LATENT = 3;

  @Test
  void hasTheParametersOfTheStandardModel() {
    ComputationGraph net =
        graph(
            new ConvArchitecture(
                image(28, 28, 1),
                List.of(256),
                Activation.RELU,
                Objective.of(
                    new VaeLossLayer.Builder()
                        .latentSize(20)
                        .likelihood(new BernoulliLikelihood())
                        .build()),
                new LeanAdam(1e-3),
                1));
    int encoder = (32 * 16 + 32) + (64 * 32 * 16 + 64) + (3136 * 256 + 256) + (256 * 40 + 40);
    int decoder = (20 * 256 + 256) + (256 * 3136 + 3136) + (64 * 32 * 16 + 32) + (32 * 16 + 1);
    assertThat(net.numParams()).isEqualTo(encoder + decoder);
  }

  /**
   * The image of any shape comes back in its shape; between, it is halved to a side of 7 or less.
   */
  @ParameterizedTest
  @CsvSource({
    // height, width, channels, width of the last dense layer: height · width · filters
    "28, 28, 1, 3136", // 7·7·64
    "32, 32, 3, 2048", // 4·4·128
    "64, 64, 3, 4096", // 4·4·256
    "15, 29, 1, 3136", // 7·14·32
    "8, 40, 2, 2560", // 4·20·32
    "5, 4, 1, 128", // 2·2·32
    "2, 3, 1, 32" // 1·1·32
  })
  void takesImagesOfAnyShape(int height, int width, int channels, int bottleneck) {
    Vae vae = vae(image(height, width, channels), new BernoulliLikelihood());
    int features = height * width * channels;
    assertThat(vae.net().getLayer("decoder2").getParam("b").length()).isEqualTo(bottleneck);
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, features);
    assertThat(vae.encode(x).mean().shape()).containsExactly(2, LATENT);
    assertThat(vae.reconstruct(x).shape()).containsExactly(2, features);
    assertThat(vae.sample(4, 9).shape()).containsExactly(4, features);
    vae.net().fit(new DataSet(x, x));
    assertThat(vae.net().score()).isFinite();
  }

  @Test
  void startsFromTheSeedWithinTheBoundsOfTheFanIn() {
    ComputationGraph net = graph(architecture(image(8, 8, 3), new BernoulliLikelihood(), 5));
    assertThat(net.params())
        .isEqualTo(graph(architecture(image(8, 8, 3), new BernoulliLikelihood(), 5)).params())
        .isNotEqualTo(graph(architecture(image(8, 8, 3), new BernoulliLikelihood(), 6)).params());
    double bound = 1 / Math.sqrt(3 * 16); // 3 channels, windows of 4 × 4
    INDArray weights = net.getLayer("convolution").getParam("W");
    assertThat(weights.amaxNumber().doubleValue())
        .isCloseTo(bound, within(0.01 * bound)) // the largest of 1,536 uniform draws
        .isLessThanOrEqualTo(bound);
  }

  /** With a bias alone, a channel of the last layer shows where it goes. */
  @Test
  void putsTheParametersOfALikelihoodInBlocks() {
    Vae vae = vae(image(4, 5, 3), new LearnedVarianceGaussianLikelihood());
    Map<String, INDArray> last = vae.net().getLayer("transposed").paramTable();
    last.get("W").assign(0);
    last.get("b").assign(Nd4j.createFromArray(1f, 2f, 3f, 40f, 50f, 60f));

    INDArray output = vae.decoderOutput(Nd4j.ones(1, LATENT));
    float[] expected = new float[120];
    float[] channels = {1, 2, 3, 40, 50, 60};
    for (int j = 0; j < expected.length; j++) {
      expected[j] = channels[j / 20]; // 4 · 5 pixels of each
    }
    assertThat(output.toFloatVector()).containsExactly(expected);
    assertThat(vae.decode(Nd4j.ones(1, LATENT)).toFloatVector()).startsWith(1f).endsWith(3f);
  }

  @Test
  void givesALikelihoodTheParameterThatAllFeaturesShare() {
    Vae vae = vae(image(6, 6, 1), new SharedVarianceGaussianLikelihood());
    assertThat(vae.decoderOutput(Nd4j.ones(2, LATENT)).shape()).containsExactly(2, 37);
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, 36);
    INDArray before = vae.net().getLayer("shared").params().dup();
    vae.net().fit(new DataSet(x, x));
    assertThat(vae.net().getLayer("shared").params()).isNotEqualTo(before);
  }

  @Test
  void survivesJson() {
    Vae vae = vae(image(9, 8, 2), new BernoulliLikelihood());
    INDArray x = Nd4j.rand(DataType.FLOAT, 5, 144);
    vae.net().fit(new DataSet(x, x));
    ComputationGraphConfiguration configuration = vae.net().getConfiguration();
    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);
  }

  @Test
  void keepsTheDecoderInStepWithTraining() {
    Vae vae = vae(image(8, 8, 1), new BernoulliLikelihood());
    INDArray x = Nd4j.rand(DataType.FLOAT, 5, 64);
    INDArray before = vae.reconstruct(x);
    vae.net().fit(new DataSet(x, x));
    assertThat(vae.reconstruct(x)).isNotEqualTo(before).isEqualTo(vae.net().outputSingle(x));
  }

  @Test
  void needsSomethingToHalveAndAHiddenLayer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> architecture(image(1, 784, 1), new BernoulliLikelihood(), 1))
        .withMessage("expected an image of at least 2x2, got 1x784");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ConvArchitecture(
                    image(8, 8, 1),
                    List.of(),
                    Activation.RELU,
                    Objective.of(
                        new VaeLossLayer.Builder()
                            .latentSize(LATENT)
                            .likelihood(new BernoulliLikelihood())
                            .build()),
                    new LeanAdam(1e-3),
                    1))
        .withMessageContaining("at least one hidden layer");
  }

  private static InputType.InputTypeConvolutional image(int height, int width, int channels) {
    return (InputType.InputTypeConvolutional) InputType.convolutional(height, width, channels);
  }

  private static ConvArchitecture architecture(
      InputType.InputTypeConvolutional image, Likelihood likelihood, long seed) {
    return new ConvArchitecture(
        image,
        List.of(16),
        Activation.RELU,
        Objective.of(new VaeLossLayer.Builder().latentSize(LATENT).likelihood(likelihood).build()),
        new LeanAdam(1e-2),
        seed);
  }

  private static ComputationGraph graph(ConvArchitecture architecture) {
    ComputationGraph net = new ComputationGraph(architecture.configuration());
    net.init();
    return net;
  }

  private static Vae vae(InputType.InputTypeConvolutional image, Likelihood likelihood) {
    return Vae.of(graph(architecture(image, likelihood, 5)));
  }
}
