package org.vae4j.layers.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vae4j.Closeness.assertSameBits;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Inputs that are learned: their start, their range and their gradient. */
class PseudoInputsTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  private static PseudoInputLayer.Builder layer() {
    return new PseudoInputLayer.Builder().count(2).size(3);
  }

  private static ComputationGraph net(PseudoInputLayer layer, DataType type) {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(16)
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.convolutional(2, 2, 1))
                .addLayer("pseudo", layer, "x")
                .addLayer(
                    "loss",
                    new LossLayer.Builder(LossFunction.L2).activation(Activation.IDENTITY).build(),
                    "pseudo")
                .setOutputs("loss")
                .build());
    net.init();
    net.initGradientsView();
    return net;
  }

  @Test
  void startsInTheMiddleHalfOfTheRange() {
    PseudoInputLayer wide = layer().count(50).size(40).range(-2, 6).build();

    INDArray values = PseudoInputs.of(net(wide, DataType.DOUBLE)).values();

    // Of 2000 draws from U(0, 4) the least is below 0.04 but in one of 5e8 cases.
    assertThat(values.minNumber().doubleValue()).isBetween(0.0, 0.04);
    assertThat(values.maxNumber().doubleValue()).isBetween(3.96, 4.0);
    assertThat(values.meanNumber().doubleValue()).isBetween(1.9, 2.1); // four standard errors
  }

  /** Below, at the lower end, inside, at the upper end, above. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void aNumberOutsideTheRangeIsHeldAtItsEndAndHasNoGradient(DataType type) {
    ComputationGraph net = net(layer().range(-0.3, 0.3).build(), type);
    net.getParam("pseudo_pseudoInputs")
        .assign(Nd4j.createFromArray(new double[][] {{-7, -0.3, 0.1}, {0.2, 0.3, 7}}));
    PseudoInputs layer = PseudoInputs.of(net);
    layer.setInput(Nd4j.ones(type, 5, 1, 2, 2), NONE);

    INDArray values = layer.activate(true, NONE);
    Pair<Gradient, INDArray> gradients =
        layer.backpropGradient(
            Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}}).castTo(type), NONE);

    double[][] held = {{-0.3, -0.3, 0.1}, {0.2, 0.3, 0.3}};
    assertSameBits("values", values, Nd4j.createFromArray(held).castTo(type));
    assertSameBits("copy", layer.values(), values);
    double[][] gradient = {{0, 2, 3}, {4, 5, 0}};
    assertSameBits(
        "gradient",
        gradients.getFirst().getGradientFor("pseudoInputs"),
        Nd4j.createFromArray(gradient).castTo(type));
    assertSameBits("by x", gradients.getSecond(), Nd4j.zeros(type, 5, 1, 2, 2));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void startsAtExamplesOfEitherType(DataType type) {
    ComputationGraph net = net(layer().range(0, 0.3).build(), type);
    INDArray examples = Nd4j.createFromArray(new float[][] {{0, 0.1f, 0.3f}, {0.2f, 0, 0.25f}});

    PseudoInputs.of(net).startAt(examples);

    double[][] expected = {{0, 0.1f, type == DataType.FLOAT ? 0.3f : 0.3}, {0.2f, 0, 0.25}};
    assertSameBits(
        "values", PseudoInputs.of(net).values(), Nd4j.createFromArray(expected).castTo(type));
    assertSameBits(
        "parameters", net.getParam("pseudo_pseudoInputs"), PseudoInputs.of(net).values());
  }

  @Test
  void theParametersAreBiases() {
    PseudoInputLayer layer = layer().build();

    assertThat(layer.initializer().biasKeys(layer)).containsExactly("pseudoInputs");
    assertThat(layer.initializer().weightKeys(layer)).isEmpty();
    assertThat(layer.initializer().numParams(layer)).isEqualTo(6);
    layer.setIUpdater(new NoOp());
    assertThat(layer.getMemoryReport(InputType.feedForward(4))).isNotNull();
  }

  @Test
  void jsonKeepsEveryField() {
    ComputationGraphConfiguration conf =
        net(layer().range(-2.5, 7).build(), DataType.DOUBLE).getConfiguration();

    ComputationGraphConfiguration restored = ComputationGraphConfiguration.fromJson(conf.toJson());

    assertThat(restored).isEqualTo(conf);
    PseudoInputLayer found =
        (PseudoInputLayer)
            ((LayerVertex) restored.getVertices().get("pseudo")).getLayerConf().getLayer();
    assertThat(found.getCount()).isEqualTo(2);
    assertThat(found.getSize()).isEqualTo(3);
    assertThat(found.getLowest()).isEqualTo(-2.5);
    assertThat(found.getHighest()).isEqualTo(7);
  }

  @Test
  void layersThatDifferInAFieldAreNotEqual() {
    PseudoInputLayer one = layer().build();

    assertThat(one).isEqualTo(layer().build()).hasSameHashCodeAs(layer().build());
    assertThat(one).isNotEqualTo(layer().count(5).build()).isNotEqualTo(layer().size(5).build());
    assertThat(one)
        .isNotEqualTo(layer().range(-1, 1).build())
        .isNotEqualTo(layer().range(0, 2).build());
    assertThat(one.toString()).contains("count=2, size=3, lowest=0.0, highest=1.0");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void settingsThatMakeNoInputs() {
    assertRefused(() -> layer().count(0).build(), "PseudoInputLayer: expected count >= 1, got 0");
    assertRefused(
        () -> layer().name("pseudo").size(-1).build(),
        "layer 'pseudo': expected size >= 1, got -1");
    assertRefused(
        () -> layer().range(1, 1).build(),
        "PseudoInputLayer: expected finite lowest < highest, got 1.0 and 1.0");
    assertRefused(
        () -> layer().range(Double.NaN, 1).build(),
        "PseudoInputLayer: expected finite lowest < highest, got NaN and 1.0");
    assertRefused(
        () -> layer().range(0, Double.POSITIVE_INFINITY).build(),
        "PseudoInputLayer: expected finite lowest < highest, got 0.0 and Infinity");
    PseudoInputLayer incomplete = new PseudoInputLayer();
    incomplete.setCount(2);
    assertRefused(
        () -> net(incomplete, DataType.DOUBLE), "layer 'pseudo': expected size >= 1, got 0");
  }

  @Test
  void examplesThatAreNone() {
    PseudoInputs pseudo = PseudoInputs.of(net(layer().build(), DataType.DOUBLE));
    INDArray before = pseudo.values();
    assertRefused(
        () -> pseudo.startAt(Nd4j.ones(3, 3)),
        "layer 'pseudo': expected examples [2, 3], got [3, 3]");
    assertRefused(
        () -> pseudo.startAt(Nd4j.createFromArray(new double[][] {{0, 1, 1}, {0, 1.5, 0}})),
        "layer 'pseudo': expected examples from 0.0 to 1.0, got 1.5 at [1, 1]");
    assertRefused(
        () -> pseudo.startAt(Nd4j.createFromArray(new double[][] {{0, Double.NaN, 1}, {0, 1, 0}})),
        "layer 'pseudo': expected examples from 0.0 to 1.0, got NaN at [0, 1]");
    assertSameBits("as before", pseudo.values(), before);
  }
}
