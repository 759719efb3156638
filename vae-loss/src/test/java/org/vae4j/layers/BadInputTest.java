package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/**
 * What is refused, and in which words: one line with the layer, what was expected and what came.
 */
class BadInputTest {
  private final INDArray x = new SeededMatrices(60, DataType.DOUBLE).pixels(4, TinyVae.FEATURES);

  private static VaeLossLayer.Builder loss() {
    return new VaeLossLayer.Builder().latentSize(2).likelihood(new BernoulliLikelihood());
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void latentSizeBelowOne(int latentSize) {
    assertRefused(
        () -> new GaussianSamplingLayer.Builder().latentSize(latentSize).build(),
        "GaussianSamplingLayer: expected latentSize >= 1, got " + latentSize);
    assertRefused(
        () -> new GaussianSamplingLayer.Builder().name("z").latentSize(latentSize).build(),
        "layer 'z': expected latentSize >= 1, got " + latentSize);
    assertRefused(
        () -> loss().latentSize(latentSize).build(),
        "VaeLossLayer: expected latentSize >= 1, got " + latentSize);
  }

  @Test
  void noLatentSize() {
    assertRefused(
        () -> new GaussianSamplingLayer.Builder().build(),
        "GaussianSamplingLayer: expected latentSize >= 1, got 0");
  }

  @Test
  void noLikelihood() {
    assertRefused(
        () -> new VaeLossLayer.Builder().latentSize(2).build(),
        "VaeLossLayer: expected a likelihood or a reconstruction loss, got none");
    assertRefused(
        () -> loss().name("loss").likelihood(null).build(),
        "layer 'loss': expected a likelihood or a reconstruction loss, got none");
  }

  /** As a configuration without that field leaves them. */
  @Test
  void layersThatJsonLeftIncomplete() {
    assertRefused(
        () -> init(new GaussianSamplingLayer(), loss().build()),
        "layer 'z': expected latentSize >= 1, got 0");
    VaeLossLayer noLikelihood = new VaeLossLayer();
    noLikelihood.setLatentSize(2);
    assertRefused(
        () -> init(sampling(2), noLikelihood),
        "layer 'loss': expected a likelihood or a reconstruction loss, got none");
    VaeLossLayer noWeight = new VaeLossLayer();
    noWeight.setLatentSize(2);
    noWeight.setLikelihood(new BernoulliLikelihood());
    assertRefused(
        () -> init(sampling(2), noWeight), "layer 'loss': expected a klWeight schedule, got none");
  }

  private static GaussianSamplingLayer sampling(int latentSize) {
    return new GaussianSamplingLayer.Builder().latentSize(latentSize).build();
  }

  /** The VAE with these two layers and no input types, so that all is checked when it runs. */
  private static ComputationGraph init(Layer sampling, Layer loss) {
    ComputationGraph net = new ComputationGraph(untyped(sampling, loss).build());
    net.init();
    return net;
  }

  private static GraphBuilder untyped(Layer sampling, Layer loss) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(0.1))
        .activation(Activation.IDENTITY)
        .graphBuilder()
        .addInputs("x")
        .addLayer("posterior", new DenseLayer.Builder().nIn(6).nOut(4).build(), "x")
        .addLayer("z", sampling, "posterior")
        .addLayer("logits", new DenseLayer.Builder().nIn(2).nOut(6).build(), "z")
        .addLayer("loss", loss, "logits", "posterior")
        .setOutputs("loss");
  }

  @Test
  void aPosteriorOfAnotherWidthWhenTheGraphIsBuilt() {
    assertRefused(
        () -> untyped(sampling(3), loss().build()).setInputTypes(InputType.feedForward(6)).build(),
        "layer 'z': expected a posterior of 2 * latentSize = 6 columns [mean | logVariance], got 4");
    assertRefused(
        () ->
            untyped(sampling(2), loss().latentSize(5).build())
                .setInputTypes(InputType.feedForward(6))
                .build(),
        "layer 'loss': expected the decoder's output and a posterior of 2 * latentSize = 10 columns, got 10 columns in all");
  }

  @Test
  void aPosteriorOfAnotherWidthWhenTheGraphRuns() {
    assertRefused(
        () -> init(sampling(3), loss().build()).outputSingle(x),
        "layer 'z': expected a posterior of 2 * latentSize = 6 columns [mean | logVariance], got 4");
    assertRefused(
        () -> init(sampling(2), loss().latentSize(1).build()).score(new DataSet(x, x)),
        "layer 'loss': labels [4, 6] need a decoder output of 6 columns and a posterior of 2 * latentSize = 2, got 10 columns in all");
  }

  @Test
  void recurrentInput() {
    GaussianSamplingLayer recurrent =
        new GaussianSamplingLayer.Builder().name("z").latentSize(2).build();
    assertRefused(
        () -> recurrent.getOutputType(0, InputType.recurrent(4)),
        "layer 'z': expected feed-forward or image input, got InputTypeRecurrent(4,format=NCW)");
  }

  @ParameterizedTest
  @CsvSource({"5, 10", "7, 10"})
  void labelsOfAnotherWidth(int columns, int all) {
    ComputationGraph net = new TinyVae().updater(new Sgd(0.1)).net();
    DataSet wrong = new DataSet(x, Nd4j.zeros(DataType.DOUBLE, 4, columns));
    String message =
        "layer 'loss': labels [4, %d] need a decoder output of %d columns and a posterior of 2 * latentSize = 4, got %d columns in all"
            .formatted(columns, columns, all);

    assertRefused(() -> net.score(wrong), message);
    assertRefused(() -> net.scoreExamples(wrong, false), message);
    assertRefused(() -> net.fit(wrong), message);
  }

  @Test
  void labelsOfAnotherLengthOrRank() {
    ComputationGraph net = new TinyVae().net();

    assertRefused(
        () -> net.score(new DataSet(x, Nd4j.zeros(DataType.DOUBLE, 3, 6))),
        "layer 'loss': expected labels [4, 6] for decoder output [4, 6], got [3, 6]");
    assertRefused(
        () -> net.score(new DataSet(x, Nd4j.zeros(DataType.DOUBLE, 4, 6, 1))),
        "layer 'loss': expected labels [4, 6] for decoder output [4, 6], got [4, 6, 1]");
  }

  @Test
  void noLabels() {
    VaeLoss layer = VaeLoss.of(new TinyVae().net());
    layer.setInput(Nd4j.zeros(DataType.DOUBLE, 4, 10), LayerWorkspaceMgr.noWorkspaces());

    assertRefused(
        () -> layer.computeScore(0, true, LayerWorkspaceMgr.noWorkspaces()),
        "layer 'loss': expected labels x [N, D], none are set");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void nanInLabels(DataType type) {
    ComputationGraph net = new TinyVae().type(type).updater(new Sgd(0.1)).net();
    INDArray features = x.castTo(type);
    INDArray labels = features.dup().putScalar(2, 5, Double.NaN);
    String message =
        "layer 'loss': expected x in [0, 1] for BernoulliLikelihood, found NaN in labels[2, 5]";

    assertRefused(() -> net.score(new DataSet(features, labels)), message);
    assertRefused(() -> net.scoreExamples(new DataSet(features, labels), false), message);
    assertRefused(() -> net.fit(new DataSet(features, labels)), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, TinyVae.FEATURES})
  void nanUnderAZeroMaskIsFine(int maskColumns) {
    ComputationGraph net = new TinyVae().updater(new Sgd(0.1)).net();
    INDArray labels = x.dup().putScalar(2, 5, Double.NaN);
    INDArray mask = Nd4j.ones(DataType.DOUBLE, 4, maskColumns).putScalar(2, maskColumns - 1, 0);

    net.fit(new DataSet(x, labels, null, mask));

    assertThat(net.score()).isFinite().isPositive();
    assertThat(net.params().isNaN().any()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"4, 5", "3, 1", "1, 6"})
  void aMaskOfAnotherShape(int rows, int columns) {
    ComputationGraph net = new TinyVae().net();
    DataSet wrong = new DataSet(x, x, null, Nd4j.ones(DataType.DOUBLE, rows, columns));

    assertRefused(
        () -> net.score(wrong),
        "layer 'loss': expected a mask [4, 1] or [4, 6], got [%d, %d]".formatted(rows, columns));
  }

  @Test
  void noiseOfAnotherShape() {
    ComputationGraph net = new TinyVae().updater(new Sgd(0.1)).net();
    GaussianSampling.of(net).setNoiseSource((type, n, units) -> Nd4j.zeros(type, n, units + 1));

    assertRefused(() -> net.fit(new DataSet(x, x)), "layer 'z': expected noise [4, 2], got [4, 3]");
  }

  @Test
  void noNoise() {
    ComputationGraph net = new TinyVae().updater(new Sgd(0.1)).net();
    GaussianSampling.of(net).setNoiseSource((type, n, units) -> null);

    assertRefused(() -> net.fit(new DataSet(x, x)), "layer 'z': expected noise [4, 2], got none");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aKlWeightThatIsNegativeOrNotFinite(double klWeight) {
    String message =
        "VaeLossLayer: expected a finite klWeight >= 0, got %s at iteration 0 of epoch 0 from FixedSchedule(value=%s)"
            .formatted(klWeight, klWeight);

    assertRefused(() -> loss().klWeight(klWeight).build(), message);
    assertRefused(() -> loss().klWeight(new FixedSchedule(klWeight)).build(), message);
  }

  @Test
  void aKlWeightThatTurnsNegativeOnTheWay() {
    ISchedule turning =
        new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 1).add(5, -1).build();
    ComputationGraph net = new TinyVae().klWeight(turning).at(5, 0).net();

    assertThatThrownBy(() -> net.score(new DataSet(x, x)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "layer 'loss': expected a finite klWeight >= 0, got -1.0 at iteration 5 of epoch 0 from MapSchedule");
  }

  @Test
  void noKlWeight() {
    assertRefused(
        () -> loss().klWeight(null).build(),
        "VaeLossLayer: expected a klWeight schedule, got none");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void freeBitsThatAreNegativeOrNotFinite(double freeBits) {
    assertRefused(
        () -> loss().freeBits(freeBits).build(),
        "VaeLossLayer: expected finite freeBits >= 0, got " + freeBits);
  }

  @Test
  void aCapacityThatIsNegativeOrDoesNotComeBack() {
    assertRefused(
        () -> loss().klCapacity(new FixedSchedule(-1)).build(),
        "VaeLossLayer: expected a finite klCapacity >= 0, got -1.0 at iteration 0 of epoch 0 from FixedSchedule(value=-1.0)");
    assertRefused(
        () -> loss().klCapacity(new RampSchedule(new FixedSchedule(1), 10)).build(),
        "VaeLossLayer: expected a klCapacity schedule that survives JSON, got org.nd4j.linalg.schedule.RampSchedule, which a checkpoint could not bring back");
    assertRefused(
        () -> loss().klCapacity(null).build(),
        "VaeLossLayer: expected a klCapacity schedule, got none");
  }

  @Test
  void aPriorOfAnotherSize() {
    assertRefused(
        () -> loss().prior(Prior.fixed(List.of(1.0), List.of(0.0))).build(),
        "VaeLossLayer: expected a prior of latentSize = 2 units, got 1");
    assertRefused(() -> loss().prior(null).build(), "VaeLossLayer: expected a prior, got none");
    assertRefused(
        () -> Prior.fixed(List.of(1.0, 2.0), List.of(0.0)),
        "expected a mean and a log-variance for each unit, got 2 and 1 values");
    assertRefused(
        () -> Prior.fixed(List.of(1.0), List.of(Double.NaN)),
        "expected a finite logVariance[0], got NaN");
    assertRefused(
        () -> new LearnedPriorLayer.Builder().build(),
        "LearnedPriorLayer: expected latentSize >= 1, got 0");
  }

  /** With a prior from the network the loss layer has a third input. */
  @Test
  void aPriorThatIsNotThere() {
    assertRefused(
        () -> init(sampling(2), loss().prior(Prior.input()).build()).score(new DataSet(x, x)),
        "layer 'loss': labels [4, 6] need a decoder output of 6 columns and a posterior and a prior of 2 * latentSize = 4, got 10 columns in all");
  }

  @Test
  void aScheduleThatACheckpointCannotBringBack() {
    String message =
        "VaeLossLayer: expected a klWeight schedule that survives JSON, got %s, which a checkpoint could not bring back";

    assertRefused(
        () -> loss().klWeight(new RampSchedule(new FixedSchedule(1), 10)).build(),
        message.formatted("org.nd4j.linalg.schedule.RampSchedule"));
    assertRefused(
        () -> loss().klWeight(new Forgetful(0.5)).build(),
        message.formatted(Forgetful.class.getName()));
    assertRefused(
        () -> loss().klWeight(new Fragile(new FixedSchedule(1))).build(),
        message.formatted(Fragile.class.getName()));
  }

  /** Its value has no setter, so JSON restores another. */
  public static final class Forgetful implements ISchedule {
    private static final long serialVersionUID = 1;
    private final double weight;

    public Forgetful() {
      this(1);
    }

    Forgetful(double weight) {
      this.weight = weight;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
      return weight;
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // immutable
    public ISchedule clone() {
      return this;
    }
  }

  /** JSON restores it without the schedule it needs. */
  public static final class Fragile implements ISchedule {
    private static final long serialVersionUID = 1;
    private final ISchedule base;

    public Fragile() {
      this(null);
    }

    Fragile(ISchedule base) {
      this.base = base;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
      return base.valueAt(iteration, epoch);
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // immutable
    public ISchedule clone() {
      return this;
    }
  }

  /** Less than single precision; BFLOAT16 is refused by DL4J itself. */
  @Test
  void aNetworkOfHalfPrecision() {
    DataType type = DataType.FLOAT16;
    assertRefused(
        () -> new TinyVae().type(type).net(),
        "layer 'z': expected a network of data type FLOAT or DOUBLE, got " + type);
  }

  @Test
  void aNetworkWithoutTheLayerOrBeforeInit() {
    ComputationGraph other =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addLayer("y", new DenseLayer.Builder().nIn(2).nOut(2).build(), "x")
                .setOutputs("y")
                .build());

    assertThatThrownBy(() -> VaeLoss.of(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected an initialised network: call init() first");
    other.init();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VaeLoss.of(other))
        .withMessage("expected a network with one VaeLoss layer, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianSampling.of(other))
        .withMessage("expected a network with one GaussianSampling layer, found 0");
  }

  @Test
  void whatOnlyAClassifierCanDo() {
    VaeLoss layer = VaeLoss.of(new TinyVae().net());

    assertThatThrownBy(() -> layer.predict(x))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("predict: a VaeLoss has no classes");
    assertThatThrownBy(() -> layer.f1Score(x, x))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("f1Score: a VaeLoss has no classes");
    assertThatThrownBy(() -> layer.fit(x, x))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("fit: a VaeLoss has no parameters; call fit on the network");
  }

  @Test
  void theMemoryReportOfACrashDumpWorks() {
    assertThatCode(
            () ->
                new TinyVae()
                    .configuration()
                    .getMemoryReport(InputType.feedForward(TinyVae.FEATURES))
                    .toString())
        .doesNotThrowAnyException();
  }
}
