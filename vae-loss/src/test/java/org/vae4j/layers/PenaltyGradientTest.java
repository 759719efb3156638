package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.DoubleByDefault;
import org.vae4j.Golden;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.penalty.DipPenalty;
import org.vae4j.loss.penalty.MmdPenalty;
import org.vae4j.loss.penalty.PosteriorPenalty;
import org.vae4j.loss.penalty.TotalCorrelationPenalty;

/** Penalties in a network against finite differences, and at the layer against PyTorch. */
@ExtendWith(DoubleByDefault.class)
class PenaltyGradientTest {
  private static final int D = TinyVae.FEATURES;
  private static final int L = TinyVae.LATENT_SIZE;

  static Stream<Arguments> penaltiesAndMasks() {
    return PenaltyTest.penalties()
        .flatMap(
            penalty ->
                Stream.of(
                    Arguments.of(new TinyVae().penalty(penalty, LinearWarmup.iterations(10)), 1),
                    Arguments.of(
                        new TinyVae().penalty(penalty, 0.5).klWeight(3).freeBits(0.2), D)));
  }

  @ParameterizedTest(name = "[{index}] mask columns {1}")
  @MethodSource("penaltiesAndMasks")
  void hasItsDerivative(TinyVae vae, int maskColumns) {
    SeededMatrices random = new SeededMatrices(80, DataType.DOUBLE);
    checkGradient(PenaltyTest.random(vae.at(3, 2), random), random, maskColumns);
  }

  @Test
  void hasItsDerivativeBesideAPriorThatIsAnInput() {
    SeededMatrices random = new SeededMatrices(81, DataType.DOUBLE);
    TinyVae vae =
        new TinyVae().priorFrom(TinyVae.linear(2 * L)).penalty(new TotalCorrelationPenalty(50), 2);
    checkGradient(PenaltyTest.random(vae, random), random, 1);
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

  private static VaeLoss layer(PosteriorPenalty penalty, DataType type, int units) {
    VaeLossLayer conf =
        new VaeLossLayer.Builder()
            .name("loss")
            .latentSize(units)
            .klWeight(0)
            .likelihood(new BernoulliLikelihood())
            .penalty(penalty, 0.25)
            .build();
    NeuralNetConfiguration wrapped = new NeuralNetConfiguration();
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
}
