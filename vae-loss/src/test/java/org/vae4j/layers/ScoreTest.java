package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.vae4j.Closeness.assertClose;

import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.GaussianKl;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** What {@code score}, {@code scoreExamples} and the loss terms say of each other. */
class ScoreTest {
  private static final int D = TinyVae.FEATURES;

  /** The per-example scores pass through an array of the network's type; the sums are in double. */
  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? 1e-14 : 1e-7;
  }

  private static DataSet data(SeededMatrices random, int examples, int maskColumns) {
    INDArray x = random.pixels(examples, D);
    INDArray mask = maskColumns == 0 ? null : random.oneOf(examples, maskColumns, 0, 0.5, 1, 1);
    return new DataSet(x, x, null, mask);
  }

  private static void randomise(ComputationGraph net, SeededMatrices random) {
    net.setParams(random.normal(1, (int) net.numParams(), 0.7));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "FLOAT"})
  void scoreIsTheMeanOfTheExamples(DataType type) {
    for (int seed = 0; seed < 30; seed++) {
      SeededMatrices random = new SeededMatrices(seed, type);
      ComputationGraph net = new TinyVae().type(type).klWeight(seed % 4).net();
      randomise(net, random);
      DataSet batch = data(random, 1 + seed % 7, new int[] {0, 1, D}[seed % 3]);

      INDArray examples = net.scoreExamples(batch, false);
      LossTerms ofExamples = VaeLoss.of(net).lossTerms();
      double score = net.score(batch);

      assertThat(examples.shape()).containsExactly(batch.numExamples(), 1);
      double mean = examples.castTo(DataType.DOUBLE).meanNumber().doubleValue();
      assertClose("seed " + seed, score, mean, tolerance(type));
      assertThat(VaeLoss.of(net).lossTerms()).isEqualTo(ofExamples);
      assertThat(VaeLoss.of(net).lossTerms().objective()).isEqualTo(score);
    }
  }

  @Test
  void termsAreThoseOfTheParts() {
    SeededMatrices random = new SeededMatrices(31, DataType.DOUBLE);
    ComputationGraph net = new TinyVae().klWeight(3).net();
    randomise(net, random);
    DataSet batch = data(random, 5, 0);
    INDArray posterior = net.feedForward(batch.getFeatures(), false).get("posterior");
    INDArray logits = net.feedForward(batch.getFeatures(), false).get("logits");

    net.score(batch);
    LossTerms terms = VaeLoss.of(net).lossTerms();

    INDArray klPerUnit = GaussianKl.perUnit(DiagonalGaussian.of(posterior)).mean(0);
    INDArray logProbability = new BernoulliLikelihood().logProbability(batch.getFeatures(), logits);
    assertThat(terms.examples()).isEqualTo(5);
    assertThat(terms.klWeight()).isEqualTo(3);
    // Other orders of the same sums.
    assertClose(
        "reconstruction",
        terms.reconstruction(),
        -logProbability.meanNumber().doubleValue(),
        1e-14);
    for (int j = 0; j < TinyVae.LATENT_SIZE; j++) {
      assertClose("unit " + j, terms.klPerUnit().get(j), klPerUnit.getDouble(j), 1e-14);
    }
  }

  @Test
  void outputIsTheSigmoidOfTheLogitsAtTheMeanOfThePosterior() {
    SeededMatrices random = new SeededMatrices(32, DataType.DOUBLE);
    ComputationGraph net = new TinyVae().net();
    randomise(net, random);
    INDArray x = random.pixels(5, D);
    var activations = net.feedForward(x, false);

    INDArray output = net.outputSingle(x);

    assertThat(output.shape()).containsExactly(5, D);
    assertClose(
        "z", activations.get("z"), DiagonalGaussian.of(activations.get("posterior")).mean(), 0);
    assertClose("output", output, new BernoulliLikelihood().mean(activations.get("logits")), 0);
  }

  @Test
  void anExampleMaskScalesBothTermsAndAFeatureMaskTheReconstructionAlone() {
    SeededMatrices random = new SeededMatrices(33, DataType.DOUBLE);
    ComputationGraph net = new TinyVae().net();
    randomise(net, random);
    INDArray x = random.pixels(1, D);

    net.score(new DataSet(x, x));
    LossTerms whole = VaeLoss.of(net).lossTerms();
    net.score(new DataSet(x, x, null, Nd4j.valueArrayOf(new long[] {1, 1}, 0.5, DataType.DOUBLE)));
    LossTerms half = VaeLoss.of(net).lossTerms();
    net.score(new DataSet(x, x, null, Nd4j.zeros(DataType.DOUBLE, 1, D)));
    LossTerms klAlone = VaeLoss.of(net).lossTerms();

    // A factor of ½ is exact.
    assertThat(half.reconstruction()).isEqualTo(whole.reconstruction() / 2);
    assertThat(half.kl()).isEqualTo(whole.kl() / 2);
    assertThat(klAlone.reconstruction()).isZero();
    assertThat(klAlone.kl()).isEqualTo(whole.kl()).isPositive();
  }

  @Test
  void aMaskIsForgottenWithItsBatch() {
    SeededMatrices random = new SeededMatrices(34, DataType.DOUBLE);
    ComputationGraph net = new TinyVae().updater(new Sgd(0)).net();
    INDArray x = random.pixels(3, D);
    double plain = net.score(new DataSet(x, x));

    DataSet masked = new DataSet(x, x, null, Nd4j.zeros(DataType.DOUBLE, 3, 1));
    assertThat(net.score(masked)).isZero();
    assertThat(net.score(new DataSet(x, x))).isEqualTo(plain);
    net.fit(masked);
    assertThat(net.score()).isZero();
    assertThat(net.score(new DataSet(x, x))).isEqualTo(plain);
    assertThat(net.scoreExamples(masked, false).sumNumber().doubleValue()).isZero();
    assertThat(net.score(new DataSet(x, x))).isEqualTo(plain);
  }

  /** A mask of the features belongs to the encoder; the loss has its own. */
  @Test
  void aMaskOfTheFeaturesIsNotAppliedToTheLoss() {
    SeededMatrices random = new SeededMatrices(35, DataType.DOUBLE);
    ComputationGraph net = new TinyVae().net();
    INDArray x = random.pixels(3, D);
    INDArray none = Nd4j.zeros(DataType.DOUBLE, 3, 1);

    assertThat(net.score(new DataSet(x, x, none, null))).isPositive();
  }

  @Test
  void theLossOfAnExampleDoesNotDependOnItsBatch() {
    SeededMatrices random = new SeededMatrices(36, DataType.DOUBLE);
    ComputationGraph net = new TinyVae().klWeight(2).net();
    randomise(net, random);
    DataSet batch = data(random, 9, 0);
    INDArray together = net.scoreExamples(batch, false);

    for (int i = 0; i < 9; i++) {
      INDArray x = batch.getFeatures().getRow(i, true);
      DataSet alone = new DataSet(x, x);
      // A product of matrices may add up in another order for another batch size.
      assertClose("row " + i, net.score(alone), together.getDouble(i), 1e-14);
      assertClose(
          "row " + i, net.scoreExamples(alone, false).getDouble(0), together.getDouble(i), 1e-14);
    }
  }

  @Test
  void regularisationCountsOnceInTheScoreAndInEachExample() {
    SeededMatrices random = new SeededMatrices(37, DataType.DOUBLE);
    ComputationGraph plain = new TinyVae().net();
    ComputationGraph regularised = new TinyVae().l2(0.1).net();
    DataSet batch = data(random, 4, 0);
    double penalty = regularised.calcRegularizationScore(true);

    assertThat(penalty).isPositive();
    // One addition more.
    assertClose("score", regularised.score(batch), plain.score(batch) + penalty, 1e-15);
    assertClose(
        "with",
        regularised.scoreExamples(batch, true).meanNumber().doubleValue(),
        plain.score(batch) + penalty,
        1e-14);
    assertClose(
        "without", regularised.scoreExamples(batch, false), plain.scoreExamples(batch, false), 0);
  }

  @Test
  void theLastBatchMayBeSmaller() {
    SeededMatrices random = new SeededMatrices(38, DataType.DOUBLE);
    ComputationGraph net = new TinyVae().updater(new Sgd(0.01)).net();
    DataSet all = data(random, 10, 0);

    net.fit(new ListDataSetIterator<>(all.asList(), 4));

    assertThat(net.getIterationCount()).isEqualTo(3);
    assertThat(VaeLoss.of(net).lossTerms().examples()).isEqualTo(2);
    double sum = 0;
    for (DataSet batch : all.batchBy(4)) {
      sum += net.score(batch) * batch.numExamples();
    }
    assertClose("mean over batches", sum / 10, net.score(all), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainsOnABatchOf(int examples) {
    SeededMatrices random = new SeededMatrices(39, DataType.FLOAT);
    ComputationGraph net = new TinyVae().type(DataType.FLOAT).updater(new Sgd(0.05)).net();
    DataSet batch = data(random, examples, 0);
    double before = net.score(batch);
    for (int step = 0; step < 50; step++) {
      net.fit(batch);
    }
    assertThat(net.score(batch)).isLessThan(before);
    assertThat(VaeLoss.of(net).lossTerms().examples()).isEqualTo(examples);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "2, 0.5", "4, 1.0", "9, 1.0"})
  void theWeightIsThatOfTheStep(int step, double weight) {
    DataSet batch = data(new SeededMatrices(40, DataType.DOUBLE), 3, 0);
    ComputationGraph byIteration =
        new TinyVae().klWeight(LinearWarmup.iterations(4)).at(step, 1).net();
    ComputationGraph byEpoch = new TinyVae().klWeight(LinearWarmup.epochs(4)).at(1, step).net();

    byIteration.score(batch);
    byEpoch.score(batch);

    assertThat(VaeLoss.of(byIteration).lossTerms().klWeight()).isEqualTo(weight);
    assertThat(VaeLoss.of(byEpoch).lossTerms().klWeight()).isEqualTo(weight);
  }

  @Test
  void trainingMovesTheWeightOn() {
    DataSet batch = data(new SeededMatrices(41, DataType.DOUBLE), 4, 0);
    ComputationGraph net =
        new TinyVae().updater(new Sgd(0.01)).klWeight(LinearWarmup.iterations(4)).net();
    for (double expected : new double[] {0, 0.25, 0.5, 0.75, 1, 1}) {
      net.fit(batch);
      assertThat(VaeLoss.of(net).lossTerms().klWeight()).isEqualTo(expected);
      assertThat(VaeLoss.of(net).lossTerms().objective()).isEqualTo(net.score());
    }
    ComputationGraph other =
        new TinyVae().updater(new Sgd(0.01)).klWeight(LinearWarmup.epochs(2)).net();
    for (double expected : new double[] {0, 0.5, 1, 1}) {
      other.fit(new ListDataSetIterator<>(batch.asList(), 2));
      assertThat(VaeLoss.of(other).lossTerms().klWeight()).isEqualTo(expected);
    }
  }

  /** The layer keeps the terms of a pass; whatever is set anew makes them stale. */
  @Test
  void theScoreFollowsInputLabelsAndMask() {
    LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
    SeededMatrices random = new SeededMatrices(44, DataType.DOUBLE);
    VaeLoss layer = VaeLoss.of(new TinyVae().net());
    layer.setInput(random.normal(3, D + 4, 1), none);
    layer.setLabels(random.pixels(3, D));
    double first = layer.computeScore(0, true, none);

    layer.setLabels(random.pixels(3, D));
    double otherLabels = layer.computeScore(0, true, none);
    layer.setMaskArray(random.uniform(3, 1, 0.1, 0.9));
    double masked = layer.computeScore(0, true, none);
    layer.setInput(random.normal(3, D + 4, 1), none);
    double otherInput = layer.computeScore(0, true, none);

    assertThat(new double[] {first, otherLabels, masked, otherInput}).doesNotHaveDuplicates();
    assertThat(layer.computeScore(0, true, none)).isEqualTo(otherInput);
  }

  @Test
  void labelsMayBeOfAnotherType() {
    SeededMatrices random = new SeededMatrices(42, DataType.FLOAT);
    ComputationGraph net = new TinyVae().type(DataType.FLOAT).net();
    INDArray x = random.oneOf(4, D, 0, 1);
    double expected = net.score(new DataSet(x, x));

    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.INT32, DataType.UINT8}) {
      assertThat(net.score(new DataSet(x, x.castTo(type)))).as(type.name()).isEqualTo(expected);
    }
  }

  @Test
  void thereAreNoTermsBeforeTheFirstBatch() {
    ComputationGraph net = new TinyVae().net();

    assertThatIllegalStateException()
        .isThrownBy(() -> VaeLoss.of(net).lossTerms())
        .withMessage("layer 'loss': no batch was scored yet");
  }

  /** So that a listener or a report after the step can read them. */
  @Test
  void termsOutliveTheBatch() {
    ComputationGraph net = new TinyVae().net();
    double score = net.score(data(new SeededMatrices(43, DataType.DOUBLE), 4, 0));
    net.clear();

    assertThat(VaeLoss.of(net).lossTerms().objective()).isEqualTo(score);
  }
}
