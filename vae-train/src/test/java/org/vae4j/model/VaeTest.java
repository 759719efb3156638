package org.vae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.vae4j.SmallVae;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.GaussianKl;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

class VaeTest {
  private final Vae vae = SmallVae.untrained(3);
  private final INDArray x = Nd4j.rand(DataType.FLOAT, 9, SmallVae.SHAPE.size());

  /** Noise made while DL4J has a workspace open is as good as any other. */
  @Test
  void drawsOfAGaussianPosteriorAreMeanAndNoise() {
    Vae vae = SmallVae.untrained(3);
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, SmallVae.SHAPE.size());
    INDArray draws = vae.drawLatents(x, 3, (type, rows, units) -> Nd4j.ones(type, rows, units));
    DiagonalGaussian posterior = vae.encode(x);
    INDArray expected =
        posterior.mean().add(Transforms.exp(posterior.logVariance().mul(0.5))).repeat(0, 3);
    // Rounding of floats of about 1.
    assertThat(draws.distance2(expected)).isLessThan(1e-5);
  }

  @Test
  void encodesToTheParametersOfThePosterior() {
    DiagonalGaussian posterior = vae.encode(x);
    assertThat(posterior.mean().shape()).containsExactly(9, SmallVae.LATENT);
    assertThat(posterior.logVariance().shape()).containsExactly(9, SmallVae.LATENT);
  }

  @Test
  void reconstructsWhatTheWholeGraphPutsOut() {
    // DL4J's inference takes the posterior's mean, and so does reconstruct: the same computation
    // in two graphs, hence the same bits.
    assertThat(vae.reconstruct(x)).isEqualTo(vae.net().outputSingle(x));
  }

  @Test
  void keepsTheDecoderInStepWithTraining() {
    INDArray before = vae.reconstruct(x);
    for (int step = 0; step < 5; step++) {
      vae.net().fit(new DataSet(x, x));
    }
    assertThat(vae.reconstruct(x)).isNotEqualTo(before).isEqualTo(vae.net().outputSingle(x));
  }

  @Test
  void samplesTheSameForTheSameSeed() {
    INDArray samples = vae.sample(6, 11);
    assertThat(samples.shape()).containsExactly(6, SmallVae.SHAPE.size());
    assertThat(vae.sample(6, 11)).isEqualTo(samples);
    assertThat(vae.sample(6, 12)).isNotEqualTo(samples);
  }

  @Test
  void leavesTheGeneratorOfTheThreadAlone() {
    Nd4j.getRandom().setSeed(77);
    double expected = Nd4j.getRandom().nextDouble();
    Nd4j.getRandom().setSeed(77);
    vae.sample(6, 11);
    assertThat(Nd4j.getRandom().nextDouble()).isEqualTo(expected);
  }

  @Test
  void drawsOneLatentForEachExampleOfTheLoss() {
    Nd4j.getRandom().setSeed(5);
    LossTerms drawn = vae.lossTerms(List.of(new DataSet(x, x)).iterator());
    vae.net().score(new DataSet(x, x));
    LossTerms atMean = vae.loss().lossTerms();

    assertThat(drawn.kl()).isEqualTo(atMean.kl());
    assertThat(drawn.reconstruction()).isNotEqualTo(atMean.reconstruction());
    // float sums of 3 units against double ones
    assertThat(drawn.kl())
        .isCloseTo(GaussianKl.perExample(vae.encode(x)).meanNumber().doubleValue(), within(1e-6));
  }

  @Test
  void weighsTheBatchesOfALossByTheirExamples() {
    INDArray first = x.get(NDArrayIndex.interval(0, 7)).dup();
    INDArray last = x.get(NDArrayIndex.interval(7, 9)).dup();
    Nd4j.getRandom().setSeed(5);
    LossTerms parts =
        vae.lossTerms(List.of(new DataSet(first, first), new DataSet(last, last)).iterator());
    Nd4j.getRandom().setSeed(5);
    LossTerms whole = vae.lossTerms(List.of(new DataSet(x, x)).iterator());

    assertThat(parts.examples()).isEqualTo(9);
    // The KL has no noise in it; 7 and 2 examples against 9 differ by rounding in double.
    assertThat(parts.kl()).isCloseTo(whole.kl(), within(1e-9));
  }

  @Test
  void leavesInferenceAsItWas() {
    INDArray before = vae.net().outputSingle(x);
    vae.lossTerms(List.of(new DataSet(x, x)).iterator());
    assertThat(vae.net().outputSingle(x)).isEqualTo(before);
  }

  @Test
  void refusesAGraphThatIsNoVae() {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(4))
                .addLayer("h", new DenseLayer.Builder().nOut(3).build(), "x")
                .addLayer("y", new OutputLayer.Builder().nOut(2).build(), "h")
                .setOutputs("y")
                .build());
    net.init();
    assertThatThrownBy(() -> Vae.of(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'posterior'")
        .hasMessageContaining("[h, y]");
  }

  /** Everything but what needs a density. */
  @Test
  void worksWithALossWithoutADensity() {
    ComputationGraphConfiguration conf = SmallVae.architecture(3).configuration();
    VaeLossLayer layer =
        (VaeLossLayer) ((LayerVertex) conf.getVertices().get("loss")).getLayerConf().getLayer();
    layer.setLikelihood(null);
    layer.setReconstruction(new LossL2());
    layer.setReconstructionActivation(new ActivationSigmoid());
    ComputationGraph net = new ComputationGraph(conf);
    net.init();
    Vae withLoss = Vae.of(net);

    assertThat(withLoss.reconstruct(x)).isEqualTo(net.outputSingle(x));
    assertThat(withLoss.sample(2, 1).shape()).containsExactly(2, SmallVae.SHAPE.size());
    assertThat(withLoss.lossTerms(List.of(new DataSet(x, x)).iterator()).isFinite()).isTrue();
    assertThatThrownBy(withLoss::likelihood)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith(
            "layer 'loss': expected a likelihood, got LossL2(), which is no density");
  }

  @Test
  void refusesALatentOfAnotherWidth() {
    assertThatThrownBy(() -> vae.decode(Nd4j.zeros(2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[N, 3]");
  }

  /** A linear encoder: the posterior stands right behind the input. */
  @Test
  void encodesWithoutAHiddenLayer() {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(6))
                .addLayer(
                    "posterior",
                    new DenseLayer.Builder().nOut(4).activation(Activation.IDENTITY).build(),
                    "x")
                .addLayer(
                    "z", new GaussianSamplingLayer.Builder().latentSize(2).build(), "posterior")
                .addLayer(
                    "logits",
                    new DenseLayer.Builder().nOut(6).activation(Activation.IDENTITY).build(),
                    "z")
                .addLayer(
                    "loss",
                    new VaeLossLayer.Builder()
                        .latentSize(2)
                        .likelihood(new BernoulliLikelihood())
                        .build(),
                    "logits",
                    "posterior")
                .setOutputs("loss")
                .build());
    net.init();
    Vae linear = Vae.of(net);
    INDArray six = Nd4j.rand(DataType.FLOAT, 5, 6);
    INDArray expected = six.mmul(net.getLayer("posterior").getParam("W"));

    DiagonalGaussian posterior = linear.encode(six);
    // The bias starts at 0; sums of six products in float.
    assertThat(posterior.mean().equalsWithEps(expected.getColumns(0, 1), 1e-6)).isTrue();
    assertThat(posterior.logVariance().equalsWithEps(expected.getColumns(2, 3), 1e-6)).isTrue();
    assertThat(linear.reconstruct(six)).isEqualTo(net.outputSingle(six));
    assertThat(linear.exampleTerms(new DataSet(six, six))).hasSize(5);
  }
}
