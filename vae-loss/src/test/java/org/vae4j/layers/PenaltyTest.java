package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.penalty.DipPenalty;
import org.vae4j.loss.penalty.MmdPenalty;
import org.vae4j.loss.penalty.PosteriorPenalty;
import org.vae4j.loss.penalty.TotalCorrelationPenalty;

/** What a penalty of the aggregate posterior adds to scores and gradients, and what it draws. */
@ExtendWith(DoubleByDefault.class)
class PenaltyTest {
  private static final int D = TinyVae.FEATURES;
  private static final int L = TinyVae.LATENT_SIZE;

  /** One of each, and one of a user's own. */
  static Stream<PosteriorPenalty> penalties() {
    return Stream.of(
        new TotalCorrelationPenalty(50),
        new DipPenalty(DipPenalty.Kind.I, 10, 5),
        new DipPenalty(DipPenalty.Kind.II, 10, 5),
        new MmdPenalty(),
        new CentrePenalty(0.3));
  }

  /** A network with parameters that are not small. */
  static ComputationGraph random(TinyVae vae, SeededMatrices random) {
    ComputationGraph net = vae.net();
    net.setParams(random.normal(1, (int) net.numParams(), 0.7));
    return net;
  }

  /** As for the KL terms: the per-example scores pass through an array of the type. */
  @ParameterizedTest
  @MethodSource("penalties")
  void scoreIsTheMeanOfTheExamplesOfItsBatch(PosteriorPenalty penalty) {
    for (int seed = 0; seed < 12; seed++) {
      DataType type = seed % 2 == 0 ? DataType.DOUBLE : DataType.FLOAT;
      SeededMatrices random = new SeededMatrices(seed, type);
      ComputationGraph net = random(new TinyVae().type(type).penalty(penalty, 2), random);
      INDArray x = random.pixels(1 + seed % 5, D);
      int maskColumns = new int[] {0, 1, D}[seed % 3];
      INDArray mask =
          maskColumns == 0 ? null : random.oneOf((int) x.size(0), maskColumns, 0, 0.5, 1, 1);
      DataSet batch = new DataSet(x, x, null, mask);

      double score = net.score(batch);
      LossTerms terms = VaeLoss.of(net).lossTerms();
      double mean =
          net.scoreExamples(batch, false).castTo(DataType.DOUBLE).meanNumber().doubleValue();

      assertClose("seed " + seed, score, mean, type == DataType.DOUBLE ? 1e-14 : 1e-6);
      assertThat(VaeLoss.of(net).lossTerms()).isEqualTo(terms);
      assertThat(score).isEqualTo(terms.objective());
    }
  }

  /** Two of five examples are masked: the rest pay as a batch of three, of which five are made. */
  @ParameterizedTest
  @MethodSource("penalties")
  void maskedExamplesTakeNoPart(PosteriorPenalty penalty) {
    SeededMatrices random = new SeededMatrices(82, DataType.DOUBLE);
    ComputationGraph net = random(new TinyVae().penalty(penalty, 2).updater(new Sgd(0)), random);
    INDArray draws = random.normal(5, L, 1);
    INDArray x = random.pixels(5, D);
    INDArray rest = Nd4j.vstack(x.getRow(0, true), x.getRow(2, true), x.getRow(3, true));
    INDArray itsDraws =
        Nd4j.vstack(draws.getRow(0, true), draws.getRow(2, true), draws.getRow(3, true));
    VaeLoss.of(net).setPriorDraws((type, examples, units) -> examples == 5 ? draws : itsDraws);
    GaussianSampling.of(net)
        .setNoiseSource((type, examples, units) -> examples == 5 ? draws : itsDraws);
    INDArray mask = Nd4j.createFromArray(new double[][] {{1}, {0}, {1}, {1}, {0}});

    INDArray masked = gradient(net, new DataSet(x, x, null, mask));
    double maskedScore = net.score();
    double penaltyOfMasked = VaeLoss.of(net).lossTerms().penalty();
    INDArray alone = gradient(net, new DataSet(rest, rest));

    // The same sums with two terms of 0 between.
    assertClose("gradient", masked, alone, 1e-13);
    assertClose("score", 5 * maskedScore, 3 * net.score(), 1e-13);
    assertClose("penalty", 5 * penaltyOfMasked, 3 * VaeLoss.of(net).lossTerms().penalty(), 1e-13);
    DataSet nothing = new DataSet(x, x, null, Nd4j.zeros(5, 1));
    assertThat(gradient(net, nothing).norm1Number().doubleValue()).isZero();
    assertThat(VaeLoss.of(net).lossTerms().penalties()).isEqualTo(Map.of(penalty.name(), 0.0));
  }

  private static INDArray gradient(ComputationGraph net, DataSet batch) {
    net.setInputs(batch.getFeatures());
    net.setLabels(batch.getLabels());
    net.setLayerMaskArrays(
        null,
        batch.getLabelsMaskArray() == null ? null : new INDArray[] {batch.getLabelsMaskArray()});
    net.computeGradientAndScore();
    INDArray gradient = net.gradient().gradient().dup();
    net.clearLayerMaskArrays();
    return gradient;
  }

  @Test
  void theWeightIsThatOfTheStep() {
    INDArray x = new SeededMatrices(83, DataType.DOUBLE).pixels(4, D);
    PosteriorPenalty penalty = new CentrePenalty(3);
    double whole = penaltyOf(new TinyVae().penalty(penalty, 1).net(), x);

    assertThat(whole).isPositive();
    for (int iteration : new int[] {0, 1, 4, 9}) {
      ComputationGraph net =
          new TinyVae().penalty(penalty, LinearWarmup.iterations(4)).at(iteration, 0).net();
      assertThat(penaltyOf(net, x)).isEqualTo(whole * Math.min(1, iteration / 4.0));
    }
  }

  private static double penaltyOf(ComputationGraph net, INDArray x) {
    net.score(new DataSet(x, x));
    return VaeLoss.of(net).lossTerms().penalty();
  }

  @Test
  void trainingDrawsFromTheThreadsGeneratorAndScoringLeavesItAlone() {
    SeededMatrices random = new SeededMatrices(84, DataType.DOUBLE);
    INDArray x = random.pixels(4, D);
    DataSet batch = new DataSet(x, x);
    ComputationGraph net =
        random(new TinyVae().penalty(new MmdPenalty(), 1).updater(new Sgd(0)), random);

    Nd4j.getRandom().setSeed(5);
    double score = net.score(batch);
    assertThat(net.score(batch)).isEqualTo(score);
    INDArray after = Nd4j.randn(DataType.DOUBLE, 1, 3);
    Nd4j.getRandom().setSeed(5);
    assertSameBits("the generator", Nd4j.randn(DataType.DOUBLE, 1, 3), after);

    GaussianSampling.of(net)
        .setNoiseSource((type, examples, units) -> Nd4j.zeros(type, examples, units));
    double first = penaltyOfStep(net, batch, 5);
    assertThat(penaltyOfStep(net, batch, 5)).isEqualTo(first);
    assertThat(penaltyOfStep(net, batch, 6)).isNotEqualTo(first);
  }

  private static double penaltyOfStep(ComputationGraph net, DataSet batch, long seed) {
    Nd4j.getRandom().setSeed(seed);
    net.fit(batch);
    return VaeLoss.of(net).lossTerms().penalty();
  }

  /** DL4J sets the mask anew between the two, and the layer computes again. */
  @Test
  void gradientAndScoreOfAStepHaveTheSameDraws() {
    SeededMatrices random = new SeededMatrices(85, DataType.DOUBLE);
    INDArray x = random.pixels(4, D);
    int[] calls = {0};
    ComputationGraph net =
        random(new TinyVae().penalty(new MmdPenalty(), 1).updater(new Sgd(0)), random);
    VaeLoss.of(net)
        .setPriorDraws(
            (type, examples, units) -> {
              calls[0]++;
              return NoiseSource.DEFAULT.standardNormal(type, examples, units);
            });

    net.fit(new DataSet(x, x, null, Nd4j.ones(4, 1)));
    assertThat(calls).containsExactly(1);
    net.fit(new DataSet(x, x, null, Nd4j.ones(4, 1)));
    assertThat(calls).containsExactly(2);
  }
}
