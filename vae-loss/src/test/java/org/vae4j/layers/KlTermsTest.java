package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.GaussianKl;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** Weights, floors, goals and priors as a network sees them. */
class KlTermsTest {
  private static final int D = TinyVae.FEATURES;
  private static final int L = TinyVae.LATENT_SIZE;

  private static Map<String, TinyVae> vaes() {
    return Map.of(
        "free bits", new TinyVae().klWeight(2).freeBits(0.4),
        "capacity", new TinyVae().klWeight(3).klCapacity(new FixedSchedule(1.1)),
        "both", new TinyVae().klWeight(3).klCapacity(new FixedSchedule(1.1)).freeBits(0.4),
        "fixed prior",
            new TinyVae().prior(Prior.fixed(List.of(0.5, -1.0), List.of(0.3, -0.7))).freeBits(0.2),
        "prior from x", new TinyVae().priorFrom(TinyVae.linear(2 * L)).klWeight(2).freeBits(0.3));
  }

  /** Double has 53 bits, float 24: the per-example scores pass through an array of the type. */
  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void scoreIsTheMeanOfTheExamplesOfItsBatch(DataType type) {
    vaes()
        .forEach(
            (name, vae) -> {
              for (int seed = 0; seed < 30; seed++) {
                SeededMatrices random = new SeededMatrices(seed, type);
                ComputationGraph net = vae.type(type).net();
                net.setParams(random.normal(1, (int) net.numParams(), 0.7));
                INDArray x = random.pixels(1 + seed % 7, D);
                int maskColumns = new int[] {0, 1, D}[seed % 3];
                INDArray mask =
                    maskColumns == 0
                        ? null
                        : random.oneOf((int) x.size(0), maskColumns, 0, 0.5, 1, 1);
                DataSet batch = new DataSet(x, x, null, mask);

                double mean =
                    net.scoreExamples(batch, false)
                        .castTo(DataType.DOUBLE)
                        .meanNumber()
                        .doubleValue();

                assertClose(
                    name + ", seed " + seed,
                    net.score(batch),
                    mean,
                    type == DataType.DOUBLE ? 1e-14 : 1e-6);
              }
            });
  }

  @Test
  void freeBitsCostTheFloorAndShowTheKl() {
    INDArray x = new SeededMatrices(1, DataType.DOUBLE).pixels(6, D);
    ComputationGraph net = new TinyVae().freeBits(50).net();
    double plain = new TinyVae().net().score(new DataSet(x, x));

    double score = net.score(new DataSet(x, x));
    LossTerms terms = VaeLoss.of(net).lossTerms();

    assertThat(terms.klPenaltyPerUnit()).containsExactly(50.0, 50.0);
    // The same sums in another order.
    assertClose("negative ELBO", terms.total(), plain, 1e-14);
    assertClose("objective", score, terms.reconstruction() + 100, 1e-14);
  }

  /** A large weight on |KL − C| pulls the KL to C, whatever the reconstruction wants. */
  @Tag("stress") // three thousand steps
  @Test
  void theKlFollowsTheCapacity() {
    INDArray x = new SeededMatrices(2, DataType.DOUBLE).pixels(16, D);
    for (double capacity : new double[] {0.5, 3}) {
      ComputationGraph net =
          new TinyVae()
              .updater(new Adam(0.003))
              .klWeight(100)
              .klCapacity(new FixedSchedule(capacity))
              .net();
      Nd4j.getRandom().setSeed(5);
      for (int step = 0; step < 1500; step++) {
        net.fit(new DataSet(x, x));
      }
      // Adam's steps of 0.003 do not settle on the kink of |KL − C|.
      assertClose("KL", VaeLoss.of(net).lossTerms().kl() - capacity, 0, 0.2);
    }
  }

  @Test
  void aLearnedPriorStartsAsTheStandardNormalAndMoves() {
    INDArray x = new SeededMatrices(3, DataType.DOUBLE).pixels(8, D);
    DataSet batch = new DataSet(x, x);
    LearnedPriorLayer layer = new LearnedPriorLayer.Builder().latentSize(L).build();
    ComputationGraph net = new TinyVae().priorFrom(layer).updater(new Sgd(0.1)).l2(0.5).net();
    // One more layer draws its weights later, so the others start alike.
    assertClose("score", net.score(batch), new TinyVae().l2(0.5).net().score(batch), 1e-13);
    LearnedPrior prior = (LearnedPrior) net.getLayer("prior");
    assertThat(prior.prior().mean().norm1Number().doubleValue()).isZero();

    double before = net.score(batch);
    for (int step = 0; step < 100; step++) {
      net.fit(batch);
    }

    assertThat(net.score(batch)).isLessThan(before);
    DiagonalGaussian learned = prior.prior();
    assertThat(learned.mean().shape()).containsExactly(1, L);
    assertThat(learned.logVariance().norm1Number().doubleValue()).isPositive();
    DiagonalGaussian posterior = DiagonalGaussian.of(net.feedForward(x, false).get("posterior"));
    DiagonalGaussian everywhere = DiagonalGaussian.of(net.feedForward(x, false).get("prior"));
    net.score(batch);
    assertClose(
        "KL",
        VaeLoss.of(net).lossTerms().kl(),
        GaussianKl.perExample(posterior, everywhere).meanNumber().doubleValue(),
        1e-13);
  }

  /**
   * At a fixed posterior the best prior is the aggregate's moments: its gradient is zero where mean
   * and variance are those of the mixture of the posteriors.
   */
  @Test
  void theBestLearnedPriorHasTheMomentsOfTheAggregatePosterior() {
    SeededMatrices random = new SeededMatrices(4, DataType.DOUBLE);
    INDArray posterior = random.normal(50, 2 * L, 0.8);
    DiagonalGaussian q = DiagonalGaussian.of(posterior);
    INDArray mean = q.mean().mean(true, 0);
    INDArray deviation = q.mean().subRowVector(mean);
    INDArray variance = Transforms.exp(q.logVariance()).add(deviation.mul(deviation));
    INDArray prior = Nd4j.concat(1, mean, Transforms.log(variance.mean(true, 0)));
    DiagonalGaussian p = DiagonalGaussian.of(prior.repeat(0, 50));

    GaussianKl.Gradients gradients = GaussianKl.gradients(q, p);

    assertClose("by mean", gradients.prior().mean().sum(true, 0), Nd4j.zeros(1, L), 1e-12);
    assertClose(
        "by log-variance", gradients.prior().logVariance().sum(true, 0), Nd4j.zeros(1, L), 1e-12);
  }

  /** p(z | y): a dense layer on the label; the label comes in as a second input. */
  @Test
  void aPriorCanDependOnTheLabel() {
    ComputationGraph net = new ComputationGraph(classConditional());
    net.init();
    SeededMatrices random = new SeededMatrices(6, DataType.DOUBLE);
    INDArray y = Nd4j.eye(3).castTo(DataType.DOUBLE).repeat(0, 4);
    INDArray x = random.pixels(12, D);
    MultiDataSet batch = new MultiDataSet(new INDArray[] {x, y}, new INDArray[] {x});
    double before = net.score(batch);
    Nd4j.getRandom().setSeed(8);
    for (int step = 0; step < 200; step++) {
      net.fit(batch);
    }

    assertThat(net.score(batch)).isLessThan(before);
    INDArray prior = net.feedForward(new INDArray[] {x, y}, false).get("prior");
    assertThat(prior.getRow(0)).isEqualTo(prior.getRow(3)).isNotEqualTo(prior.getRow(4));
    double mean = net.scoreExamples(batch, false).meanNumber().doubleValue();
    assertClose("score", net.score(batch), mean, 1e-14);
  }

  private static ComputationGraphConfiguration classConditional() {
    return new NeuralNetConfiguration.Builder()
        .seed(12)
        .dataType(DataType.DOUBLE)
        .updater(new Adam(0.01))
        .activation(Activation.TANH)
        .graphBuilder()
        .addInputs("x", "y")
        .setInputTypes(InputType.feedForward(D), InputType.feedForward(3))
        .addLayer("hidden", new DenseLayer.Builder().nOut(5).build(), "x", "y")
        .addLayer("posterior", TinyVae.linear(2 * L), "hidden")
        .addLayer("prior", TinyVae.linear(2 * L), "y")
        .addLayer("z", new GaussianSamplingLayer.Builder().latentSize(L).build(), "posterior")
        .addLayer("decoder", new DenseLayer.Builder().nOut(5).build(), "z", "y")
        .addLayer("logits", TinyVae.linear(D), "decoder")
        .addLayer(
            "loss",
            new VaeLossLayer.Builder()
                .latentSize(L)
                .likelihood(new BernoulliLikelihood())
                .prior(Prior.input())
                .build(),
            "logits",
            "posterior",
            "prior")
        .setOutputs("loss")
        .build();
  }

  @Test
  void theNamesOfPriorsSayWhatTheyAre() {
    assertThat(Stream.of(Prior.standardNormal(), Prior.input()).map(Object::toString))
        .containsExactly("N(0, I)", "the third input");
    assertThat(Prior.fixed(List.of(1.0), List.of(0.5)))
        .hasToString("N([1.0], diag exp [0.5])")
        .isEqualTo(Prior.fixed(List.of(1.0), List.of(0.5)))
        .isNotEqualTo(Prior.fixed(List.of(1.0), List.of(0.0)));
  }
}
