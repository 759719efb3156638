package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossMixtureDensity;
import org.nd4j.linalg.lossfunctions.impl.LossMultiLabel;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;
import org.nd4j.linalg.lossfunctions.impl.LossWasserstein;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** DL4J's own losses as the reconstruction term. */
@ExtendWith(DoubleByDefault.class)
@Tag("stress") // many seconds
class ReconstructionLossTest {
  private static final int D = TinyVae.FEATURES;
  private static final int EXAMPLES = 4;

  private final SeededMatrices random = new SeededMatrices(95, DataType.DOUBLE);
  private final INDArray x = random.uniform(EXAMPLES, D, 0.05, 0.95);

  private static VaeLossLayer.Builder builder() {
    return new VaeLossLayer.Builder().latentSize(2);
  }

  /** Weights fix the width, 6 here. */
  private static INDArray weights() {
    return Nd4j.createFromArray(new double[][] {{1, 2, 3, 1, 2, 3}});
  }

  static Stream<ILossFunction> summing() {
    return Stream.of(
        new LossL1(),
        new LossL2(),
        new LossL2(weights()),
        new LossBinaryXENT(),
        new LossBinaryXENT(weights()),
        new LossMCXENT(),
        new LossNegativeLogLikelihood(),
        new LossPoisson(),
        new LossKLD(),
        new LossHinge(),
        new LossSquaredHinge());
  }

  @ParameterizedTest
  @MethodSource("summing")
  void aLossThatSumsIsTaken(ILossFunction loss) {
    assertThat(builder().reconstruction(loss).build().getReconstruction()).isSameAs(loss);
  }

  static Stream<ILossFunction> averaging() {
    return Stream.of(
        new LossMSE(),
        new LossMSE(weights()),
        new LossMAE(),
        new LossMAPE(),
        new LossMSLE(),
        new LossCosineProximity(),
        new LossWasserstein());
  }

  @ParameterizedTest
  @MethodSource("averaging")
  void aLossThatAveragesIsRefused(ILossFunction loss) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().name("loss").reconstruction(loss).build())
        .withMessage(
            "layer 'loss': expected a loss that sums over features, such as LossL2, got %s, which averages over features, so a summed KL would weigh D times too much",
            loss.name());
  }

  static Stream<ILossFunction> others() {
    return Stream.of(
        new LossFMeasure(),
        new LossMultiLabel(),
        new LossSparseMCXENT(),
        LossMixtureDensity.builder().gaussians(2).labelWidth(3).build());
  }

  @ParameterizedTest
  @MethodSource("others")
  void aLossOfAnotherKindIsRefused(ILossFunction loss) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().reconstruction(loss).build())
        .withMessageStartingWith(
            "VaeLossLayer: expected a loss that sums over features, such as LossL2, got "
                + loss.name()
                + ", which ");
  }

  @Test
  void aLikelihoodIsALossToo() {
    VaeLossLayer layer = builder().reconstruction(new BernoulliLikelihood()).build();

    assertThat(layer).isEqualTo(builder().likelihood(new BernoulliLikelihood()).build());
  }

  @Test
  void oneOfTheTwo() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                builder()
                    .likelihood(new BernoulliLikelihood())
                    .reconstruction(new LossL2())
                    .build())
        .withMessage("VaeLossLayer: expected a likelihood or a reconstruction loss, got both");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                builder()
                    .likelihood(new BernoulliLikelihood())
                    .reconstructionActivation(Activation.SIGMOID)
                    .build())
        .withMessage(
            "VaeLossLayer: expected no reconstructionActivation with BernoulliLikelihood, which works on unconstrained outputs, got sigmoid");
    assertThat(builder().reconstruction(new LossL2()).build().getReconstructionActivation())
        .isEqualTo(new ActivationIdentity());
  }

  static Stream<Arguments> lossesAndMasks() {
    return Stream.of(
            Arguments.of(new LossL2(), Activation.SIGMOID),
            Arguments.of(new LossL2(weights()), Activation.IDENTITY),
            Arguments.of(new LossL1(), Activation.TANH),
            Arguments.of(new LossBinaryXENT(), Activation.SIGMOID),
            Arguments.of(new LossMCXENT(), Activation.SOFTMAX),
            Arguments.of(new LossPoisson(), Activation.SOFTPLUS))
        .flatMap(
            loss ->
                Stream.of(0, 1, D)
                    .map(columns -> Arguments.of(loss.get()[0], loss.get()[1], columns)));
  }

  /** DL4J has no gradient of the one with a mask of features, and says so. */
  static Stream<Arguments> lossesAndMasksWithAGradient() {
    return lossesAndMasks()
        .filter(all -> !(all.get()[0] instanceof LossMCXENT && all.get()[2].equals(D)));
  }

  @ParameterizedTest(name = "{0}, {1}, mask columns {2}")
  @MethodSource("lossesAndMasksWithAGradient")
  void backwardPassIsTheDerivativeOfTheScore(
      ILossFunction loss, Activation activation, int maskColumns) {
    // DL4J's LossMCXENT takes a shortcut with softmax that is exact for one-hot labels alone.
    INDArray labels = loss instanceof LossMCXENT ? oneHot() : x;
    INDArray mask = maskColumns == 0 ? null : random.oneOf(EXAMPLES, maskColumns, 0, 1);
    ComputationGraph net = new TinyVae().reconstruction(loss, activation).klWeight(0.5).net();

    // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(net)
                    .inputs(new INDArray[] {x})
                    .labels(new INDArray[] {labels})
                    .labelMask(mask == null ? null : new INDArray[] {mask})
                    .epsilon(1e-6)
                    .maxRelError(1e-5)
                    .minAbsoluteError(1e-8)
                    .callEachIter(n -> Nd4j.getRandom().setSeed(11))))
        .isTrue();
  }

  private static INDArray oneHot() {
    return Nd4j.eye(D).castTo(DataType.DOUBLE).getRows(0, 3, 3, 5);
  }

  @ParameterizedTest(name = "{0}, {1}, mask columns {2}")
  @MethodSource("lossesAndMasks")
  void scoreIsTheMeanOfTheExamplesAndHasTheLossInIt(
      ILossFunction loss, Activation activation, int maskColumns) {
    INDArray mask = maskColumns == 0 ? null : random.oneOf(EXAMPLES, maskColumns, 0, 0.5, 1);
    ComputationGraph net = new TinyVae().reconstruction(loss, activation).klWeight(3).net();
    DataSet batch = new DataSet(x, x, null, mask);
    INDArray decoderOutput = net.feedForward(x, false).get("logits");

    double score = net.score(batch);

    // Two orders of one sum of four numbers.
    assertClose("score", score, net.scoreExamples(batch, false).meanNumber().doubleValue(), 1e-14);
    assertClose(
        "reconstruction",
        VaeLoss.of(net).lossTerms().reconstruction(),
        loss.computeScore(x, decoderOutput, activation.getActivationFunction(), mask, true),
        1e-14);
    assertThat(VaeLoss.of(net).lossTerms().objective()).isEqualTo(score);
    // A label that is masked may be anything, NaN too.
    if (maskColumns == D) {
      mask.putScalar(1, 2, 0);
      double masked = net.score(batch);
      INDArray labels = x.dup().putScalar(1, 2, Double.NaN);
      assertThat(net.score(new DataSet(x, labels, null, mask))).isEqualTo(masked).isFinite();
    }
  }

  @Test
  void theOutputIsTheActivation() {
    ComputationGraph net = new TinyVae().reconstruction(new LossL2(), Activation.SIGMOID).net();
    INDArray logits = net.feedForward(x, false).get("logits").dup();

    INDArray output = net.outputSingle(x);

    assertThat(output.shape()).containsExactly(EXAMPLES, D);
    assertClose("output", output, new BernoulliLikelihood().mean(logits), 0);
    assertClose("mean", VaeLoss.of(net).mean(logits), output, 0);
  }

  @Test
  void trainsInBothTypes() {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray features = x.castTo(type);
      DataSet batch = new DataSet(features, features);
      ComputationGraph net =
          new TinyVae()
              .type(type)
              .reconstruction(new LossL2(), Activation.SIGMOID)
              .klWeight(0.01)
              .updater(new Sgd(0.1))
              .net();
      double before = net.score(batch);
      for (int step = 0; step < 50; step++) {
        net.fit(batch);
      }
      assertThat(net.score(batch)).isLessThan(0.95 * before);
    }
  }

  @ParameterizedTest
  @MethodSource("summing")
  void survivesJsonAndTheSerializer(ILossFunction loss) throws IOException {
    TinyVae vae = new TinyVae().reconstruction(loss, Activation.SIGMOID).klWeight(2);
    ComputationGraphConfiguration conf = vae.configuration();
    ComputationGraph net = vae.net();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, out, true);

    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));

    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    assertSameBits("output", restored.outputSingle(x), net.outputSingle(x));
    assertThat(restored.score(new DataSet(x, x))).isEqualTo(net.score(new DataSet(x, x)));
  }

  @Test
  void layersThatDifferInTheLossAreNotEqual() {
    VaeLossLayer one = builder().reconstruction(new LossL2()).build();

    assertThat(one)
        .isEqualTo(builder().reconstruction(new LossL2()).build())
        .hasSameHashCodeAs(builder().reconstruction(new LossL2()).build())
        .isNotEqualTo(builder().reconstruction(new LossL1()).build())
        .isNotEqualTo(
            builder()
                .reconstruction(new LossL2())
                .reconstructionActivation(Activation.SIGMOID)
                .build())
        .isNotEqualTo(builder().reconstruction(new LossL2()).labelCheck(LabelCheck.NONE).build());
  }

  @Test
  void thereIsNoDensity() {
    ComputationGraph net = new TinyVae().reconstruction(new LossL2(), Activation.SIGMOID).net();

    assertThatThrownBy(() -> VaeLoss.of(net).likelihood())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "layer 'loss': expected a likelihood, got LossL2(), which is no density: there is nothing to sample x from, and no log-probability");
  }
}
