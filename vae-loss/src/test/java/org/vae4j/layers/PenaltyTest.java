package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.vae4j.DoubleByDefault;
import org.vae4j.Golden;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.penalty.DipPenalty;
import org.vae4j.loss.penalty.MmdPenalty;
import org.vae4j.loss.penalty.PosteriorPenalty;
import org.vae4j.loss.penalty.TotalCorrelationPenalty;

/** Penalties of the aggregate posterior as a network sees them. */
@ExtendWith(DoubleByDefault.class)
class PenaltyTest {
  private static final int D = TinyVae.FEATURES;
  private static final int L = TinyVae.LATENT_SIZE;

  static Stream<PosteriorPenalty> penalties() {
    return Stream.of(
        new TotalCorrelationPenalty(50),
        new DipPenalty(DipPenalty.Kind.I, 10, 5),
        new DipPenalty(DipPenalty.Kind.II, 10, 5),
        new MmdPenalty(),
        new CentrePenalty(0.3));
  }

  private static ComputationGraph random(TinyVae vae, SeededMatrices random) {
    ComputationGraph net = vae.net();
    net.setParams(random.normal(1, (int) net.numParams(), 0.7));
    return net;
  }

  // ---- derivatives

  static Stream<Arguments> penaltiesAndMasks() {
    return penalties()
        .flatMap(
            penalty ->
                Stream.of(
                    Arguments.of(new TinyVae().penalty(penalty, 2), 0),
                    Arguments.of(new TinyVae().penalty(penalty, LinearWarmup.iterations(10)), 1),
                    Arguments.of(
                        new TinyVae().penalty(penalty, 0.5).klWeight(3).freeBits(0.2), D)));
  }

  @ParameterizedTest(name = "[{index}] mask columns {1}")
  @MethodSource("penaltiesAndMasks")
  void hasItsDerivative(TinyVae vae, int maskColumns) {
    SeededMatrices random = new SeededMatrices(80, DataType.DOUBLE);
    checkGradient(random(vae.at(3, 2), random), random, maskColumns);
  }

  @Test
  void hasItsDerivativeBesideAPriorThatIsAnInput() {
    SeededMatrices random = new SeededMatrices(81, DataType.DOUBLE);
    TinyVae vae =
        new TinyVae().priorFrom(TinyVae.linear(2 * L)).penalty(new TotalCorrelationPenalty(50), 2);
    checkGradient(random(vae, random), random, 1);
  }

  private static void checkGradient(ComputationGraph net, SeededMatrices random, int maskColumns) {
    INDArray x = random.pixels(5, D);
    INDArray mask = maskColumns == 0 ? null : random.oneOf(5, maskColumns, 0, 1, 1, 0.5);
    // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
    GradientCheckUtil.GraphConfig check =
        new GradientCheckUtil.GraphConfig()
            .net(net)
            .inputs(new INDArray[] {x})
            .labels(new INDArray[] {x})
            .labelMask(mask == null ? null : new INDArray[] {mask})
            .callEachIter(ofNet -> Nd4j.getRandom().setSeed(11))
            .epsilon(1e-6)
            .maxRelError(1e-5)
            .minAbsoluteError(1e-8);
    assertThat(GradientCheckUtil.checkGradients(check)).isTrue();
  }

  // ---- reference values at the layer

  private static VaeLoss layer(PosteriorPenalty penalty, DataType type, int units) {
    VaeLossLayer conf =
        new VaeLossLayer.Builder()
            .name("loss")
            .latentSize(units)
            .klWeight(0)
            .likelihood(new BernoulliLikelihood())
            .penalty(penalty, 0.25)
            .build();
    var wrapped = new org.deeplearning4j.nn.conf.NeuralNetConfiguration();
    wrapped.setLayer(conf);
    return (VaeLoss) conf.instantiate(wrapped, List.of(), 0, null, true, type);
  }

  private static INDArray values(Golden block, String field, DataType type) {
    return Nd4j.createFromArray(block.matrix(field)).castTo(type);
  }

  /**
   * In float the inputs are rounded by 6e-8 of their size, up to 3, and a penalty of the tens has
   * derivatives of about its own size by them.
   */
  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? 1e-10 : 5e-6;
  }

  private record Step(VaeLoss layer, INDArray byPosterior, INDArray byLatent) {}

  /** One backward pass at given posteriors and z; derivatives of the mean, without the weight. */
  private static Step step(VaeLoss layer, INDArray posterior, INDArray latent, DataType type) {
    LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
    long n = posterior.size(0);
    long columns = posterior.size(1);
    INDArray logits = Nd4j.zeros(type, n, 3);
    layer.setInput(
        latent == null
            ? Nd4j.concat(1, logits, posterior)
            : Nd4j.concat(1, logits, posterior, latent),
        none);
    layer.setLabels(Nd4j.zeros(type, n, 3));
    INDArray gradient = layer.backpropGradient(null, none).getSecond();
    gradient = gradient.castTo(DataType.DOUBLE).div(0.25 * n);
    return new Step(
        layer,
        gradient.get(NDArrayIndex.all(), NDArrayIndex.interval(3, 3 + columns)),
        latent == null
            ? null
            : gradient.get(
                NDArrayIndex.all(), NDArrayIndex.interval(3 + columns, gradient.size(1))));
  }

  private static void assertValue(Step step, String name, double expected, double tolerance) {
    LossTerms terms = step.layer.lossTerms();
    assertThat(terms.penalties()).containsOnlyKeys(name);
    assertClose("value", terms.penalties().get(name) / 0.25, expected, tolerance);
    assertThat(terms.objective()).isEqualTo(terms.reconstruction() + terms.penalty());
    assertThat(terms.total()).isEqualTo(terms.reconstruction() + terms.kl());
    assertThat(LossTerms.meanOf(step.layer.exampleTerms()).total()).isEqualTo(terms.total());
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE", "FLOAT"})
  void totalCorrelationAgrees(DataType type) {
    Golden block = Golden.objective("totalCorrelation");
    INDArray posterior = values(block, "posterior", type);
    INDArray noise = values(block, "noise", type);
    long units = noise.size(1);
    INDArray mean = posterior.get(NDArrayIndex.all(), NDArrayIndex.interval(0, units));
    INDArray stdDev =
        Nd4j.math.exp(
            posterior.get(NDArrayIndex.all(), NDArrayIndex.interval(units, 2 * units)).mul(0.5));
    TotalCorrelationPenalty penalty =
        new TotalCorrelationPenalty((long) block.number("examplesInData"));

    Step step =
        step(layer(penalty, type, (int) units), posterior, mean.add(stdDev.mul(noise)), type);

    assertValue(step, "total-correlation", block.number("totalCorrelation"), tolerance(type));
    INDArray throughZ =
        Nd4j.concat(
            1,
            step.byLatent,
            step.byLatent.mul(stdDev.mul(noise).castTo(DataType.DOUBLE)).mul(0.5));
    assertClose(
        "by posterior",
        step.byPosterior.add(throughZ),
        block.matrix("d_totalCorrelation"),
        tolerance(type));
  }

  @ParameterizedTest
  @CsvSource({"dip1, DOUBLE", "dip1, FLOAT", "dip2, DOUBLE", "dip2, FLOAT"})
  void dipAgrees(String name, DataType type) {
    Golden block = Golden.objective(name);
    INDArray posterior = values(block, "posterior", type);
    DipPenalty dip =
        new DipPenalty(
            block.number("kind") == 1 ? DipPenalty.Kind.I : DipPenalty.Kind.II,
            block.number("offDiagonalWeight"),
            block.number("diagonalWeight"));

    Step step = step(layer(dip, type, (int) posterior.size(1) / 2), posterior, null, type);

    assertValue(step, name, block.number("value"), tolerance(type));
    assertClose("by posterior", step.byPosterior, block.matrix("d_posterior"), tolerance(type));
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE", "FLOAT"})
  void mmdAgrees(DataType type) {
    Golden block = Golden.objective("mmd");
    INDArray z = values(block, "z", type);
    INDArray draws = values(block, "priorDraws", type);
    VaeLoss layer = layer(new MmdPenalty(), type, (int) z.size(1));
    layer.setPriorDraws((ofType, examples, units) -> draws);

    Step step = step(layer, Nd4j.zeros(type, z.size(0), 2 * z.size(1)), z, type);

    assertValue(step, "mmd", block.number("value"), tolerance(type));
    assertClose("by z", step.byLatent, block.matrix("d_z"), tolerance(type));
    assertThat(step.byPosterior.norm1Number().doubleValue()).isZero();
  }

  // ---- scores

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

  // ---- draws of the prior

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

  // ---- workspaces, JSON, files

  @ParameterizedTest
  @MethodSource("penalties")
  void workspacesChangeNoBit(PosteriorPenalty penalty) {
    INDArray x = new SeededMatrices(86, DataType.FLOAT).pixels(6, D);
    INDArray[] parameters =
        Stream.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE)
            .map(
                mode -> {
                  ComputationGraph net =
                      new TinyVae()
                          .type(DataType.FLOAT)
                          .penalty(penalty, 2)
                          .updater(new Adam(0.01))
                          .workspaces(mode)
                          .net();
                  for (int step = 0; step < 3; step++) {
                    Nd4j.getRandom().setSeed(90 + step);
                    net.fit(new DataSet(x, x));
                  }
                  return net.params();
                })
            .toArray(INDArray[]::new);

    assertSameBits("parameters", parameters[0], parameters[1]);
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void comesBackFromJsonAndFiles(PosteriorPenalty penalty) throws IOException {
    INDArray x = new SeededMatrices(87, DataType.DOUBLE).pixels(5, D);
    DataSet batch = new DataSet(x, x);
    ComputationGraph net =
        new TinyVae()
            .penalty(penalty, LinearWarmup.iterations(3))
            .updater(new Adam(0.01))
            .at(1, 0)
            .net();
    ComputationGraphConfiguration conf = net.getConfiguration();
    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    penaltyOfStep(net, batch, 51);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, out, true);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));

    assertThat(VaeLoss.of(restored).layerConf().getPenalty()).isEqualTo(penalty);
    assertThat(penaltyOfStep(restored, batch, 52)).isEqualTo(penaltyOfStep(net, batch, 52));
    assertSameBits("parameters after a step", restored.params(), net.params());
  }

  @Test
  void jsonWithoutAPenaltyIsReadAsNone() {
    ComputationGraphConfiguration conf = new TinyVae().configuration();
    String older =
        conf.toJson()
            .replaceAll("\"penalty\" : null,\\s*", "")
            .replaceAll("\"penaltyWeight\" : \\{[^}]*\\},\\s*", "");

    assertThat(older).doesNotContain("penalty");
    assertThat(ComputationGraphConfiguration.fromJson(older)).isEqualTo(conf);
  }

  @Test
  void layersWithOtherPenaltiesAreNotEqual() {
    VaeLossLayer none = loss().build();
    VaeLossLayer one = loss().penalty(new MmdPenalty(), 1).build();

    assertThat(one)
        .isEqualTo(loss().penalty(new MmdPenalty(), 1).build())
        .isNotEqualTo(none)
        .isNotEqualTo(loss().penalty(new MmdPenalty(), 2).build())
        .isNotEqualTo(loss().penalty(new CentrePenalty(0), 1).build());
    assertThat(one.toString()).contains("penalty=MmdPenalty[]", "penaltyWeight=");
    assertThat(none.getPenalty()).isNull();
  }

  // ---- what is refused

  private static VaeLossLayer.Builder loss() {
    return new VaeLossLayer.Builder()
        .name("loss")
        .latentSize(2)
        .likelihood(new BernoulliLikelihood());
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void aPriorThatIsNotThePenaltys() {
    assertRefused(
        () -> loss().prior(Prior.input()).penalty(new MmdPenalty(), 1).build(),
        "layer 'loss': expected the prior N(0, I) with the penalty mmd, which draws from it, got the third input");
  }

  @Test
  void aWeightThatIsNegativeOrDoesNotComeBack() {
    assertRefused(
        () -> loss().penalty(new MmdPenalty(), -1).build(),
        "VaeLossLayer: expected a finite penaltyWeight >= 0, got -1.0 at iteration 0 of epoch 0 from FixedSchedule(value=-1.0)");
    assertRefused(
        () -> loss().penalty(new MmdPenalty(), new RampSchedule(new FixedSchedule(1), 10)).build(),
        "VaeLossLayer: expected a penaltyWeight schedule that survives JSON, got org.nd4j.linalg.schedule.RampSchedule, which a checkpoint could not bring back");
    assertRefused(
        () -> loss().penalty(new MmdPenalty(), null).build(),
        "layer 'loss': expected a penaltyWeight schedule, got none");
  }

  @Test
  void aZThatIsNotThere() {
    VaeLossLayer conf = loss().penalty(new MmdPenalty(), 1).build();
    assertThat(conf.getOutputType(-1, InputType.feedForward(D + 6)))
        .isEqualTo(InputType.feedForward(D));
    assertRefused(
        () -> conf.getOutputType(-1, InputType.feedForward(6)),
        "layer 'loss': expected the decoder's output and a posterior of 2 * latentSize = 4 and z of latentSize = 2 columns, got 6 columns in all");
    VaeLoss layer = VaeLoss.of(new TinyVae().penalty(new MmdPenalty(), 1).net());
    layer.setInput(Nd4j.zeros(DataType.DOUBLE, 4, D + 4), LayerWorkspaceMgr.noWorkspaces());
    layer.setLabels(Nd4j.zeros(DataType.DOUBLE, 4, D));
    assertRefused(
        () -> layer.computeScore(0, true, LayerWorkspaceMgr.noWorkspaces()),
        "layer 'loss': labels [4, 6] need a decoder output of 6 columns and a posterior of 2 * latentSize = 4 and z of latentSize = 2, got 10 columns in all");
  }

  @Test
  void drawsOfAnotherShape() {
    INDArray x = new SeededMatrices(88, DataType.DOUBLE).pixels(4, D);
    ComputationGraph net = new TinyVae().penalty(new MmdPenalty(), 1).net();

    VaeLoss.of(net).setPriorDraws((type, n, units) -> Nd4j.zeros(type, n, units + 1));
    assertRefused(
        () -> net.score(new DataSet(x, x)),
        "layer 'loss': expected draws of p(z) [4, 2], got [4, 3]");
    VaeLoss.of(net).setPriorDraws((type, n, units) -> null);
    assertRefused(
        () -> net.score(new DataSet(x, x)),
        "layer 'loss': expected draws of p(z) [4, 2], got none");
  }
}
