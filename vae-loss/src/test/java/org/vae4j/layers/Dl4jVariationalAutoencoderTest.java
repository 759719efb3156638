package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.ReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.ContinuousBernoulliLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.likelihood.SharedVarianceGaussianLikelihood;

/** DL4J's own VAE layer as an oracle, with the same weights and the same ε. */
class Dl4jVariationalAutoencoderTest {
  /**
   * Theirs takes log σ(l) and log(1 − σ(l)) of rounded probabilities: at logits of a few units that
   * costs 1e-15, and as much again in each product of matrices.
   */
  private static final double TOLERANCE = 1e-12;

  private static final int EXAMPLES = 7;
  private static final int NOISE_SEED = 71;

  private static MultiLayerNetwork theirs(ReconstructionDistribution distribution) {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list()
                .layer(
                    new VariationalAutoencoder.Builder()
                        .nIn(TinyVae.FEATURES)
                        .nOut(TinyVae.LATENT_SIZE)
                        .encoderLayerSizes(5)
                        .decoderLayerSizes(5)
                        .activation(Activation.TANH)
                        .pzxActivationFunction(Activation.IDENTITY)
                        .reconstructionDistribution(distribution)
                        .build())
                .build());
    net.init();
    net.initGradientsView();
    return net;
  }

  /** Theirs has the two halves of the posterior in parameters of their own. */
  private static void copyWeights(ComputationGraph ours, Layer theirs) {
    String[][] pairs = {
      {"hidden_W", "e0W"}, {"hidden_b", "e0b"},
      {"decoder_W", "d0W"}, {"decoder_b", "d0b"},
      {"logits_W", "pXZW"}, {"logits_b", "pXZb"}
    };
    for (String[] pair : pairs) {
      assign(theirs.getParam(pair[1]), ours.getParam(pair[0]));
    }
    for (String kind : new String[] {"W", "b"}) {
      INDArray posterior = ours.getParam("posterior_" + kind);
      assign(theirs.getParam("pZXMean" + kind), half(posterior, 0));
      assign(theirs.getParam("pZXLogStd2" + kind), half(posterior, 1));
    }
  }

  private static void assign(INDArray to, INDArray from) {
    to.assign(from.dup().reshape(to.shape()));
  }

  private static INDArray half(INDArray posterior, int which) {
    INDArray rows = posterior.rank() == 1 ? posterior.reshape(1, -1) : posterior;
    int l = TinyVae.LATENT_SIZE;
    return rows.get(NDArrayIndex.all(), NDArrayIndex.interval(which * l, (which + 1) * l));
  }

  @ParameterizedTest
  @ValueSource(ints = {72, 73, 74, 75, 76})
  void sameScoreAndGradientsWhereNothingSaturates(int seed) {
    assertSame(
        seed,
        new BernoulliLikelihood(),
        new BernoulliReconstructionDistribution(Activation.SIGMOID));
  }

  /** Their layer with our likelihood is our network. */
  @ParameterizedTest
  @ValueSource(ints = {77, 78, 79})
  void sameScoreAndGradientsWithOurLikelihoods(int seed) {
    for (Likelihood likelihood :
        new Likelihood[] {
          new BernoulliLikelihood(),
          new ContinuousBernoulliLikelihood(),
          new LearnedVarianceGaussianLikelihood(),
          new SharedVarianceGaussianLikelihood()
        }) {
      assertSame(seed, likelihood, new LikelihoodReconstructionDistribution(likelihood));
    }
  }

  private static void assertSame(
      int seed, Likelihood likelihood, ReconstructionDistribution distribution) {
    SeededMatrices random = new SeededMatrices(seed, DataType.DOUBLE);
    INDArray x = random.pixels(EXAMPLES, TinyVae.FEATURES);
    ComputationGraph ours = new TinyVae().likelihood(likelihood).net();
    ours.setParams(random.normal(1, (int) ours.numParams(), 0.5));
    MultiLayerNetwork network = theirs(distribution);
    Layer theirs = network.getLayer(0);
    copyWeights(ours, theirs);

    // Both draw one randn [N, L] of the network's type, and nothing before it.
    Nd4j.getRandom().setSeed(NOISE_SEED);
    theirs.setInput(x, LayerWorkspaceMgr.noWorkspaces());
    theirs.computeGradientAndScore(LayerWorkspaceMgr.noWorkspaces());
    ours.setInputs(x);
    ours.setLabels(x);
    Nd4j.getRandom().setSeed(NOISE_SEED);
    ours.computeGradientAndScore();

    assertClose("score", ours.score(), theirs.score(), TOLERANCE);
    assertSameGradient(ours, "hidden_W", theirs, "e0W");
    assertSameGradient(ours, "hidden_b", theirs, "e0b");
    assertSameGradient(ours, "decoder_W", theirs, "d0W");
    assertSameGradient(ours, "decoder_b", theirs, "d0b");
    assertSameGradient(ours, "logits_W", theirs, "pXZW");
    assertSameGradient(ours, "logits_b", theirs, "pXZb");
    for (String kind : new String[] {"W", "b"}) {
      INDArray posterior = ours.gradient().getGradientFor("posterior_" + kind);
      assertClose("mean " + kind, half(posterior, 0), theirs(theirs, "pZXMean" + kind), TOLERANCE);
      assertClose(
          "logVariance " + kind,
          half(posterior, 1),
          theirs(theirs, "pZXLogStd2" + kind),
          TOLERANCE);
    }
  }

  private static void assertSameGradient(
      ComputationGraph ours, String name, Layer theirs, String theirName) {
    INDArray expected = theirs(theirs, theirName);
    INDArray gradient = ours.gradient().getGradientFor(name);
    assertClose(name, gradient.reshape(expected.shape()), expected, TOLERANCE);
  }

  private static INDArray theirs(Layer layer, String name) {
    INDArray gradient = layer.gradient().getGradientFor(name);
    return gradient.rank() == 1 ? gradient.reshape(1, -1) : gradient;
  }

  /** l = 100, x = 0: as wrong as can be. Theirs lets it pass for nothing, ours does not. */
  @Test
  void aSaturatedWrongPixel() {
    INDArray logit = Nd4j.createFromArray(new double[][] {{100}});
    INDArray x = Nd4j.zeros(DataType.DOUBLE, 1, 1);
    BernoulliReconstructionDistribution theirs =
        new BernoulliReconstructionDistribution(Activation.SIGMOID);
    BernoulliLikelihood ours = new BernoulliLikelihood();

    assertThat(theirs.negLogProbability(x, logit, false)).isZero();
    assertThat(theirs.gradient(x, logit).getDouble(0)).isZero();

    assertThat(ours.computeScore(x, logit, new ActivationIdentity(), null, false)).isEqualTo(100);
    assertThat(ours.computeGradient(x, logit, new ActivationIdentity(), null).getDouble(0))
        .isEqualTo(1);
  }
}
