package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.bound.BoundTerms;
import org.vae4j.loss.bound.ImportanceWeights;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;

/** The loss of K draws in a whole graph. */
@ExtendWith(DoubleByDefault.class)
class ImportanceWeightedLossTest {
  private static final int EXAMPLES = 4;

  private final SeededMatrices random = new SeededMatrices(30, DataType.DOUBLE);
  private final INDArray x = random.pixels(EXAMPLES, TinyDraws.FEATURES);

  /** Masks by their number of columns; 0 is none. */
  static Stream<Arguments> graphsAndMasks() {
    return Stream.of(
        Arguments.of(new TinyDraws().bound(Bound.ELBO), 0),
        Arguments.of(new TinyDraws().bound(Bound.ELBO), 1),
        Arguments.of(new TinyDraws().bound(Bound.IWAE), 0),
        Arguments.of(new TinyDraws().bound(Bound.IWAE), 1),
        Arguments.of(new TinyDraws().bound(Bound.IWAE), TinyDraws.FEATURES),
        Arguments.of(new TinyDraws().learnedPrior().klWeight(new FixedSchedule(0.4)), 1),
        Arguments.of(
            new TinyDraws().likelihood(new LearnedVarianceGaussianLikelihood()),
            TinyDraws.FEATURES),
        Arguments.of(new TinyDraws().samples(1).bound(Bound.ELBO), 0));
  }

  @ParameterizedTest(name = "[{index}] mask columns {1}")
  @MethodSource("graphsAndMasks")
  void backwardPassIsTheDerivativeOfTheScore(TinyDraws graph, int maskColumns) {
    ComputationGraph net = graph.net();
    net.setParams(random.normal(1, (int) net.numParams(), 0.5));
    INDArray mask = maskColumns == 0 ? null : random.oneOf(EXAMPLES, maskColumns, 0, 1, 1, 0.5);

    // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
    GradientCheckUtil.GraphConfig check =
        new GradientCheckUtil.GraphConfig()
            .net(net)
            .inputs(new INDArray[] {x})
            .labels(new INDArray[] {x})
            .labelMask(mask == null ? null : new INDArray[] {mask})
            .epsilon(1e-6)
            .maxRelError(1e-5)
            .minAbsoluteError(1e-8)
            .callEachIter(same -> Nd4j.getRandom().setSeed(11));
    assertThat(GradientCheckUtil.checkGradients(check)).isTrue();
  }

  private static INDArray mask(int rows, double... values) {
    return Nd4j.createFromArray(values).reshape(rows, values.length / rows);
  }

  private static INDArray scores(ComputationGraph net, INDArray x, INDArray mask) {
    return net.scoreExamples(new DataSet(x, x, null, mask), false).dup();
  }

  /** A sum of four in two orders: some roundings of 1e-16. */
  @ParameterizedTest
  @EnumSource
  void theScoreIsTheMeanOverTheExamples(Bound bound) {
    ComputationGraph net = new TinyDraws().bound(bound).l2(0.1).net();
    GaussianSampling.of(net).setSampleAtInference(true);
    INDArray mask = mask(4, 1, 0.5, 0, 2);
    double regularisation = net.calcRegularizationScore(false);

    Nd4j.getRandom().setSeed(3);
    INDArray scores = net.scoreExamples(new DataSet(x, x, null, mask), true).dup();
    Nd4j.getRandom().setSeed(3);
    double score = net.score(new DataSet(x, x, null, mask));

    assertThat(regularisation).isPositive();
    assertThat(scores.shape()).containsExactly(EXAMPLES, 1);
    assertClose("score", score, scores.meanNumber().doubleValue(), 1e-14);
    assertClose("masked", scores.getDouble(2), regularisation, 1e-15);
    assertClose(
        "objective",
        ImportanceWeightedLoss.of(net).boundTerms().objective(),
        score - regularisation,
        1e-14);
  }

  /** A factor of 2 and of 0.5 is exact. */
  @ParameterizedTest
  @EnumSource
  void aMaskOfExamplesMultipliesTheBound(Bound bound) {
    ComputationGraph net = new TinyDraws().bound(bound).net();
    INDArray plain = scores(net, x, null);
    INDArray weights = mask(4, 1, 0.5, 0, 2);

    assertSameBits("weighted", scores(net, x, weights), plain.mul(weights));

    INDArray unknown = x.dup();
    unknown.getRow(2).assign(Double.NaN);
    Nd4j.getRandom().setSeed(5);
    assertThat(scoresOf(net, x, unknown, weights).getDouble(2)).isZero();
    BoundTerms terms = ImportanceWeightedLoss.of(net).boundTerms();
    assertThat(terms.isFinite()).isTrue();
    // At inference the draws of an example are all its mean.
    assertClose("sample size", terms.effectiveSampleSize(), 3, 1e-14);
  }

  private static INDArray scoresOf(ComputationGraph net, INDArray x, INDArray y, INDArray mask) {
    return net.scoreExamples(new DataSet(x, y, null, mask), false).dup();
  }

  @Test
  void aMaskOfFeaturesLeavesThemOutOfTheReconstruction() {
    ComputationGraph net = new TinyDraws().net();
    INDArray none = Nd4j.zeros(DataType.DOUBLE, EXAMPLES, TinyDraws.FEATURES);

    net.score(new DataSet(x, x, null, none));

    BoundTerms terms = ImportanceWeightedLoss.of(net).boundTerms();
    assertThat(terms.reconstruction()).isZero();
    assertThat(terms.kl()).isNotZero();
    assertClose("objective", terms.objective(), terms.kl(), 1e-14);
  }

  @Test
  void oneDrawMakesTheBoundsOne() {
    Nd4j.getRandom().setSeed(7);
    ComputationGraph elbo = new TinyDraws().samples(1).bound(Bound.ELBO).net();
    ComputationGraph iwae = new TinyDraws().samples(1).bound(Bound.IWAE).net();

    assertSameBits("gradient", gradient(iwae, 8), gradient(elbo, 8));
    assertThat(iwae.score()).isEqualTo(elbo.score());
    assertThat(ImportanceWeightedLoss.of(iwae).boundTerms().effectiveSampleSize()).isOne();
  }

  private INDArray gradient(ComputationGraph net, long seed) {
    Nd4j.getRandom().setSeed(seed);
    net.setInputs(x.castTo(net.params().dataType()));
    net.setLabels(x.castTo(net.params().dataType()));
    net.computeGradientAndScore();
    return net.gradient().gradient().dup();
  }

  /** Gradients of some units are sums of a hundred products, each rounded by 6e-8. */
  @ParameterizedTest
  @EnumSource
  void floatAgreesWithDouble(Bound bound) {
    ComputationGraph single = new TinyDraws().type(DataType.FLOAT).bound(bound).net();
    ComputationGraph twin = new TinyDraws().bound(bound).net();
    twin.setParams(single.params().castTo(DataType.DOUBLE));
    INDArray noise = random.normal(3 * EXAMPLES, TinyDraws.LATENT_SIZE, 1);
    GaussianSampling.of(single).setNoiseSource((type, rows, units) -> noise.castTo(type));
    GaussianSampling.of(twin).setNoiseSource((type, rows, units) -> noise);

    INDArray expected = gradient(twin, 1);

    assertClose("gradient", gradient(single, 1).castTo(DataType.DOUBLE), expected, 1e-5);
    assertClose("score", single.score(), twin.score(), 1e-5);
  }

  @Test
  void theNoiseIsAskedForRowsOfAllDrawsAndASeedRepeatsIt() {
    ComputationGraph net = new TinyDraws().samples(7).net();
    long[] asked = new long[2];
    GaussianSampling.of(net)
        .setNoiseSource(
            (type, rows, units) -> {
              asked[0] = rows;
              asked[1] = units;
              return NoiseSource.DEFAULT.standardNormal(type, rows, units);
            });

    INDArray first = gradient(net, 21);

    assertThat(asked).containsExactly(7L * EXAMPLES, TinyDraws.LATENT_SIZE);
    assertSameBits("again", gradient(net, 21), first);
    assertThat(gradient(net, 22).toDoubleVector()).isNotEqualTo(first.ravel().toDoubleVector());
  }

  @ParameterizedTest
  @EnumSource(GradientEstimator.class)
  void workspacesChangeNoBit(GradientEstimator estimator) {
    TinyDraws graph =
        new TinyDraws()
            .gradient(estimator)
            .bound(estimator == GradientEstimator.STICKING_THE_LANDING ? Bound.ELBO : Bound.IWAE)
            .updater(new Adam(0.01));
    ComputationGraph with = graph.workspaces(WorkspaceMode.ENABLED).net();
    ComputationGraph without = graph.workspaces(WorkspaceMode.NONE).net();
    for (int step = 0; step < 3; step++) {
      step(with, step);
      step(without, step);
    }

    assertSameBits("parameters", without.params(), with.params());
    assertSameBits("output", without.outputSingle(x), with.outputSingle(x));
    assertThat(with.outputSingle(x).shape()).containsExactly(3 * EXAMPLES, TinyDraws.FEATURES);
  }

  private void step(ComputationGraph net, long seed) {
    Nd4j.getRandom().setSeed(1 + seed); // 0 would be the time
    net.fit(new DataSet(x, x));
  }

  static Stream<TinyDraws> roundTrips() {
    return Stream.of(
        new TinyDraws().bound(Bound.ELBO).gradient(GradientEstimator.STICKING_THE_LANDING),
        new TinyDraws().gradient(GradientEstimator.DOUBLY_REPARAMETERISED),
        new TinyDraws().learnedPrior().klWeight(LinearWarmup.iterations(10)));
  }

  @ParameterizedTest
  @MethodSource("roundTrips")
  void aRestoredNetworkGoesOnAsIfNothingHadHappened(TinyDraws graph) throws IOException {
    ComputationGraph net = graph.updater(new Adam(0.01)).net();
    String json = net.getConfiguration().toJson();
    assertThat(ComputationGraphConfiguration.fromJson(json)).isEqualTo(net.getConfiguration());
    assertThat(ComputationGraphConfiguration.fromJson(json).toJson()).isEqualTo(json);
    step(net, 1);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, out, true);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));
    step(net, 2);
    step(restored, 2);

    assertSameBits("parameters after a step", restored.params(), net.params());
    assertThat(ImportanceWeightedLoss.of(restored).boundTerms())
        .isEqualTo(ImportanceWeightedLoss.of(net).boundTerms());
    assertThat(restored.clone().params()).isEqualTo(net.params());
  }

  @Test
  void jsonOfASamplingLayerWithoutSamplesIsOfOne() {
    ComputationGraphConfiguration conf = new TinyVae().configuration();
    String older =
        conf.toJson()
            .replaceAll("\"samples\" : 1,?\\s*", "")
            .replaceAll("\"doublyReparameterised\" : false,?\\s*", "")
            .replaceAll(",(\\s*\\})", "$1");

    assertThat(older).doesNotContain("samples", "doublyReparameterised");
    assertThat(ComputationGraphConfiguration.fromJson(older)).isEqualTo(conf);
  }

  private static ImportanceWeightedLossLayer.Builder loss() {
    return new ImportanceWeightedLossLayer.Builder().likelihood(new BernoulliLikelihood());
  }

  @Test
  void layersThatDifferInAFieldAreNotEqual() {
    ImportanceWeightedLossLayer one = loss().build();

    assertThat(one).isEqualTo(loss().build()).hasSameHashCodeAs(loss().build());
    assertThat(one)
        .isNotEqualTo(loss().samples(2).build())
        .isNotEqualTo(loss().bound(Bound.ELBO).build())
        .isNotEqualTo(loss().klWeight(2).build())
        .isNotEqualTo(loss().gradient(GradientEstimator.DOUBLY_REPARAMETERISED).build())
        .isNotEqualTo(loss().labelCheck(LabelCheck.NONE).build())
        .isNotEqualTo(loss().likelihood(new LearnedVarianceGaussianLikelihood()).build());
    assertThat(one.getMemoryReport(InputType.feedForward(8))).isNotNull();
    GaussianSamplingLayer.Builder z = new GaussianSamplingLayer.Builder().latentSize(2);
    assertThat(z.build()).isNotEqualTo(z.samples(5).build());
    assertThat(z.build()).isNotEqualTo(z.doublyReparameterised(true).build());
    assertThat(z.build())
        .hasToString(
            "GaussianSamplingLayer(name=null, latentSize=2, samples=5, doublyReparameterised=true)");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void settingsThatCannotBe() {
    assertRefused(
        () -> new ImportanceWeightedLossLayer.Builder().build(),
        "ImportanceWeightedLossLayer: expected a likelihood, got none");
    assertRefused(
        () -> loss().name("loss").samples(0).build(), "layer 'loss': expected samples >= 1, got 0");
    assertRefused(
        () -> new GaussianSamplingLayer.Builder().latentSize(2).samples(-1).build(),
        "GaussianSamplingLayer: expected samples >= 1, got -1");
    assertRefused(
        () -> loss().bound(null).build(),
        "ImportanceWeightedLossLayer: expected a bound, got none");
    assertRefused(
        () -> loss().klWeight(new RampSchedule(new FixedSchedule(1), 10)).build(),
        "ImportanceWeightedLossLayer: expected a klWeight schedule that survives JSON, got org.nd4j.linalg.schedule.RampSchedule, which a checkpoint could not bring back");
    assertRefused(
        () ->
            loss().name("loss").samples(5).gradient(GradientEstimator.STICKING_THE_LANDING).build(),
        "layer 'loss': STICKING_THE_LANDING is biased with bound IWAE and samples = 5 (Tucker et al. 2019, section 3): expected DOUBLY_REPARAMETERISED or STANDARD");
    assertRefused(
        () ->
            loss()
                .name("loss")
                .samples(5)
                .bound(Bound.ELBO)
                .gradient(GradientEstimator.DOUBLY_REPARAMETERISED)
                .build(),
        "layer 'loss': DOUBLY_REPARAMETERISED is the gradient of bound IWAE; with ELBO and samples = 5 expected STICKING_THE_LANDING or STANDARD");
  }

  @Test
  void shapesThatDoNotFit() {
    assertRefused(
        () -> loss().name("loss").build().getOutputType(0, InputType.feedForward(2)),
        "layer 'loss': expected the decoder's output, log q(z | x) and log p(z), one column each of the latter, got 2 columns in all");
    assertRefused(
        () ->
            loss()
                .name("loss")
                .likelihood(new LearnedVarianceGaussianLikelihood())
                .build()
                .getOutputType(0, InputType.feedForward(9)),
        "layer 'loss': of 9 columns 7 are left for the decoder's output beside log q(z | x) and log p(z): LearnedVarianceGaussianLikelihood: expected a multiple of 2 decoder outputs, 2 for each feature, got 7");
    ComputationGraph net = new TinyDraws().net();
    assertRefused(
        () -> ImportanceWeightedLoss.of(net).boundTerms(), "layer 'loss': no batch was scored yet");
    assertRefused(
        () -> net.score(new DataSet(x, random.pixels(EXAMPLES, 5))),
        "layer 'loss': labels [4, 5] need a decoder output of 5 columns beside log q(z | x) and log p(z), got 8 columns in all");
    assertRefused(
        () -> net.score(new DataSet(x, random.pixels(6, TinyDraws.FEATURES))),
        "layer 'loss': expected samples = 3 rows of input for each of the labels [6, 6], got [12, 8]; the sampling layer has the same number of samples");
    assertRefused(
        () -> net.score(new DataSet(x, x, null, Nd4j.ones(DataType.DOUBLE, 12, 1))),
        "layer 'loss': expected a mask [4, 1] or [4, 6], got [12, 1]");
    INDArray wrong = x.dup().putScalar(2, 1, 1.5);
    assertRefused(
        () -> net.score(new DataSet(x, wrong)),
        "layer 'loss': expected x in [0, 1] for BernoulliLikelihood, found 1.5 in labels[2, 1]");
    assertRefused(
        () -> ImportanceWeights.of(), "expected at least one importance weight, got none");
  }

  /** A step at which one part of the doubly reparameterised gradient is missing. */
  @Test
  void partsOfTheDoublyReparameterisedGradientGoTogether() {
    TinyDraws doubly = new TinyDraws().gradient(GradientEstimator.DOUBLY_REPARAMETERISED);
    assertRefused(
        () -> gradient(new TinyDraws().doublyReparameterised(true).net(), 1),
        "layer 'z': expected the importance weights of this step, which an ImportanceWeightedLossLayer of gradient DOUBLY_REPARAMETERISED leaves for one sampling layer, got none");
    assertRefused(
        () -> gradient(doubly.doublyReparameterised(false).net(), 1),
        "layer 'loss': gradient DOUBLY_REPARAMETERISED needs doublyReparameterised(true) on the GaussianSamplingLayer, and no layer took the importance weights of this step");
    PathWeights.leave(new double[3]);
    assertRefused(
        () -> PathWeights.take("layer 'z'", 12),
        "layer 'z': expected 12 importance weights, one for each draw, got 3");
    assertThat(gradient(doubly.doublyReparameterised(true).net(), 1).isNaN().any()).isFalse();
  }

  /** Far from each other in the exponent, and infinitely far. */
  @Test
  void weightsOfAnySizeHaveABound() {
    ImportanceWeights weights = ImportanceWeights.of(-1e5, -1e5 + Math.log(3), -2e5);

    assertClose("bound", weights.logMean(), -1e5 + Math.log(4.0 / 3), 1e-15);
    assertClose("size", weights.effectiveSampleSize(), 1 / (1 / 16.0 + 9 / 16.0), 1e-10);
    assertThat(Arrays.stream(weights.normalised()).sum()).isCloseTo(1, within());
    assertThat(ImportanceWeights.of(Double.NEGATIVE_INFINITY).logMean())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(ImportanceWeights.of(0, Double.NaN).logMean()).isNaN();
  }

  /** A log-weight of 1e5 is rounded by 1e-11. */
  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-10);
  }
}
