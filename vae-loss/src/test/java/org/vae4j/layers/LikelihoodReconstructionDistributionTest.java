package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vae4j.Closeness.assertClose;

import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.LabelDomainException;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.ContinuousBernoulliLikelihood;
import org.vae4j.loss.likelihood.DiscretisedLogisticLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;
import org.vae4j.loss.likelihood.Likelihood;

/** Our likelihoods in DL4J's own VAE layer. */
@ExtendWith(DoubleByDefault.class)
@Tag("stress") // many seconds
class LikelihoodReconstructionDistributionTest {
  private static final int D = TinyVae.FEATURES;

  private final SeededMatrices random = new SeededMatrices(97, DataType.DOUBLE);
  private final INDArray x = random.oneOf(8, D, 0, 1);

  static Stream<Likelihood> likelihoods() {
    return Stream.of(
        new BernoulliLikelihood(),
        new ContinuousBernoulliLikelihood(),
        new LearnedVarianceGaussianLikelihood(),
        new DiscretisedLogisticLikelihood(2));
  }

  private static MultiLayerConfiguration configuration(Likelihood likelihood, IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(updater)
        .list()
        .layer(
            new VariationalAutoencoder.Builder()
                .nIn(D)
                .nOut(TinyVae.LATENT_SIZE)
                .encoderLayerSizes(5)
                .decoderLayerSizes(5)
                .activation(Activation.TANH)
                .pzxActivationFunction(Activation.IDENTITY)
                .reconstructionDistribution(new LikelihoodReconstructionDistribution(likelihood))
                .build())
        .build();
  }

  private static MultiLayerNetwork net(Likelihood likelihood, IUpdater updater) {
    MultiLayerNetwork net = new MultiLayerNetwork(configuration(likelihood, updater));
    net.init();
    return net;
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void pretrains(Likelihood likelihood) {
    MultiLayerNetwork net = net(likelihood, new Adam(0.01));
    double before = loss(net);
    net.pretrain(new ListDataSetIterator<>(new DataSet(x, x).asList(), 8), 100);

    assertThat(loss(net)).isFinite().isLessThan(before - 0.5);
  }

  /** With the same ε each time. */
  private double loss(MultiLayerNetwork net) {
    Layer layer = net.getLayer(0);
    Nd4j.getRandom().setSeed(7);
    layer.setInput(x, LayerWorkspaceMgr.noWorkspaces());
    net.initGradientsView();
    layer.computeGradientAndScore(LayerWorkspaceMgr.noWorkspaces());
    return layer.score();
  }

  /** Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void gradientsAreThoseOfTheScore(Likelihood likelihood) {
    MultiLayerNetwork net = net(likelihood, new NoOp());
    net.initGradientsView();

    assertThat(
            GradientCheckUtil.checkGradientsPretrainLayer(
                net.getLayer(0), 1e-6, 1e-5, 1e-8, false, false, x, 12))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void saysWhatTheLikelihoodSays(Likelihood likelihood) {
    LikelihoodReconstructionDistribution distribution =
        new LikelihoodReconstructionDistribution(likelihood);
    int parameters = distribution.distributionInputSize(D);
    INDArray outputs = random.normal(8, parameters, 1);
    INDArray logProbability = likelihood.logProbability(x, outputs);

    assertThat(parameters).isEqualTo((int) likelihood.parameterCount(D));
    assertThat(distribution.hasLossFunction()).isFalse();
    assertClose("each", distribution.exampleNegLogProbability(x, outputs), logProbability.neg(), 0);
    // Two orders of one sum of eight numbers.
    assertClose(
        "mean",
        distribution.negLogProbability(x, outputs, true),
        -logProbability.meanNumber().doubleValue(),
        1e-14);
    assertClose(
        "sum",
        distribution.negLogProbability(x, outputs, false),
        -logProbability.sumNumber().doubleValue(),
        1e-14);
    assertClose("mean of x", distribution.generateAtMean(outputs), likelihood.mean(outputs), 0);
    Nd4j.getRandom().setSeed(3);
    INDArray draw = distribution.generateRandom(outputs);
    Nd4j.getRandom().setSeed(3);
    assertClose("draw", draw, likelihood.sample(outputs, Nd4j.getRandom()), 0);
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void survivesJson(Likelihood likelihood) {
    MultiLayerConfiguration conf = configuration(likelihood, new NoOp());

    MultiLayerConfiguration restored = MultiLayerConfiguration.fromJson(conf.toJson());

    assertThat(restored).isEqualTo(conf);
    VariationalAutoencoder layer = (VariationalAutoencoder) restored.getConf(0).getLayer();
    assertThat(layer.getOutputDistribution())
        .isEqualTo(new LikelihoodReconstructionDistribution(likelihood))
        .hasToString("LikelihoodReconstructionDistribution(" + likelihood + ")");
  }

  /** l = 100, x = 0: DL4J's own lets it pass for nothing. */
  @Test
  void aSaturatedWrongPixelCostsItsLogit() {
    INDArray logit = Nd4j.createFromArray(new double[][] {{100}});
    INDArray black = Nd4j.zeros(DataType.DOUBLE, 1, 1);
    var ours = new LikelihoodReconstructionDistribution(new BernoulliLikelihood());
    var theirs = new BernoulliReconstructionDistribution(Activation.SIGMOID);

    assertThat(theirs.negLogProbability(black, logit, false)).isZero();
    assertThat(ours.negLogProbability(black, logit, false)).isEqualTo(100);
    assertThat(ours.gradient(black, logit).getDouble(0)).isEqualTo(1);
  }

  @Test
  void namesLabelsOutsideTheDomain() {
    var distribution = new LikelihoodReconstructionDistribution(new BernoulliLikelihood());
    INDArray wrong = Nd4j.createFromArray(new double[][] {{0.5, 1.5}});

    assertThatThrownBy(() -> distribution.gradient(wrong, Nd4j.zeros(DataType.DOUBLE, 1, 2)))
        .isInstanceOf(LabelDomainException.class)
        .hasMessage(
            "BernoulliLikelihood: expected x in [0, 1] for BernoulliLikelihood, found 1.5 in labels[0, 1]");
  }

  @Test
  void wantsALikelihood() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LikelihoodReconstructionDistribution(null))
        .withMessage("LikelihoodReconstructionDistribution: expected a likelihood, got none");
  }
}
