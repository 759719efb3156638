package org.vae4j.layers.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What flows are told, how they start, and what they refuse, in which words. */
class FlowSettingsTest {
  private static CouplingFlowLayer.Builder coupling() {
    return new CouplingFlowLayer.Builder().latentSize(4).hidden(9);
  }

  private static AutoregressiveFlowLayer.Builder autoregressive() {
    return new AutoregressiveFlowLayer.Builder().latentSize(4).hidden(9);
  }

  private static PlanarFlowLayer.Builder planar() {
    return new PlanarFlowLayer.Builder().latentSize(4);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void noLatentUnits(int latentSize) {
    assertRefused(
        () -> planar().latentSize(latentSize).build(),
        "PlanarFlowLayer: expected latentSize >= 1, got " + latentSize);
    assertRefused(
        () -> coupling().name("flow").latentSize(latentSize).build(),
        "layer 'flow': expected latentSize >= 1, got " + latentSize);
  }

  @Test
  void oneUnitWithNoneBesideIt() {
    String reason = ": expected latentSize >= 2, as what moves a unit is said by others, got 1";
    assertRefused(() -> coupling().latentSize(1).build(), "CouplingFlowLayer" + reason);
    assertRefused(() -> autoregressive().latentSize(1).build(), "AutoregressiveFlowLayer" + reason);
    assertRefused(
        () -> autoregressive().latentSize(1).contextSize(3).build(),
        "AutoregressiveFlowLayer" + reason);
    assertThat(planar().latentSize(1).build().getLatentSize()).isEqualTo(1);
  }

  @Test
  void noHiddenUnitsAndLessThanNoContext() {
    assertRefused(
        () -> new CouplingFlowLayer.Builder().latentSize(4).build(),
        "CouplingFlowLayer: expected hidden >= 1, got 0");
    assertRefused(
        () -> autoregressive().name("flow").contextSize(-1).build(),
        "layer 'flow': expected contextSize >= 0, got -1");
  }

  /** As a configuration without that field leaves them. */
  @Test
  void layersThatJsonLeftIncomplete() {
    assertRefused(
        () -> new LoneFlow(new PlanarFlowLayer(), DataType.FLOAT),
        "layer 'flow': expected latentSize >= 1, got 0");
    AutoregressiveFlowLayer noHidden = new AutoregressiveFlowLayer();
    noHidden.setLatentSize(3);
    assertRefused(
        () -> new LoneFlow(noHidden, DataType.FLOAT), "layer 'flow': expected hidden >= 1, got 0");
  }

  @Test
  void anotherWidthWhenTheGraphIsBuilt() {
    assertRefused(
        () -> planar().build().getOutputType(0, InputType.feedForward(4)),
        "PlanarFlowLayer: expected latentSize + 1 = 5 columns [z | log q], got 4");
    assertRefused(
        () ->
            coupling()
                .name("flow")
                .contextSize(2)
                .build()
                .getOutputType(0, InputType.feedForward(5)),
        "layer 'flow': expected latentSize + 1 + contextSize = 7 columns [z | log q | context], got 5");
    assertThat(coupling().contextSize(2).build().getOutputType(0, InputType.feedForward(7)))
        .isEqualTo(InputType.feedForward(7));
  }

  @Test
  void anotherShapeWhenTheGraphRuns() {
    for (FlowLayer flow : List.of(planar().build(), coupling().build(), autoregressive().build())) {
      LoneFlow alone = new LoneFlow(flow, DataType.FLOAT);
      INDArray wide = Nd4j.zeros(DataType.FLOAT, 3, 6);
      assertRefused(
          () -> alone.output(wide),
          "layer 'flow': expected latentSize + 1 = 5 columns [z | log q], got 6");
      INDArray series = Nd4j.zeros(DataType.FLOAT, 3, 5, 2);
      assertRefused(
          () -> alone.output(series),
          "layer 'flow': expected rows of latentSize + 1 = 5 columns [z | log q], got [3, 5, 2]");
    }
  }

  @Test
  void weightsAndBiasesAreToldApart() {
    PlanarFlowLayer planar = planar().build();
    assertThat(planar.initializer().weightKeys(planar)).containsExactly("u", "w");
    assertThat(planar.initializer().biasKeys(planar)).containsExactly("b");
    AutoregressiveFlowLayer knowing = autoregressive().contextSize(2).build();
    assertThat(knowing.initializer().weightKeys(knowing)).containsExactly("w1", "wh", "w2");
    assertThat(knowing.initializer().biasKeys(knowing)).containsExactly("b1", "b2");
    CouplingFlowLayer coupling = coupling().build();
    assertThat(coupling.initializer().paramKeys(coupling)).containsExactly("w1", "b1", "w2", "b2");
  }

  @Test
  void hiddenWeightsStartWithinTheirBoundAndFillIt() {
    CouplingFlowLayer layer = coupling().latentSize(5).hidden(200).contextSize(7).build();
    LoneFlow flow = new LoneFlow(layer, DataType.FLOAT);
    double bound = 1 / Math.sqrt(9); // two units and the context
    for (String key : List.of("w1", "wh")) {
      INDArray weights = flow.parameter(key);
      assertThat(weights.amaxNumber().doubleValue()).isBetween(0.9 * bound, bound);
      assertThat(weights.minNumber().doubleValue()).isNegative();
    }
    assertThat(flow.parameter("w1").shape()).containsExactly(2, 200);
    assertThat(flow.parameter("wh").shape()).containsExactly(7, 200);
    assertThat(flow.parameter("w2").shape()).containsExactly(200, 6);
    assertThat(flow.parameter("w2").amaxNumber().doubleValue()).isZero();
  }

  @Test
  void layersThatDifferInASettingAreNotEqual() {
    CouplingFlowLayer one = coupling().build();
    assertThat(one).isEqualTo(coupling().build()).hasSameHashCodeAs(coupling().build());
    assertThat(one).isNotEqualTo(coupling().latentSize(5).build());
    assertThat(one).isNotEqualTo(coupling().hidden(8).build());
    assertThat(one).isNotEqualTo(coupling().contextSize(1).build());
    assertThat(one).isNotEqualTo(coupling().transformsFirstHalf(true).build());
    assertThat(one.getHidden()).isEqualTo(9);
    assertThat(one.getContextSize()).isZero();
    assertThat(one.isTransformsFirstHalf()).isFalse();
    assertThat(autoregressive().build())
        .isEqualTo(autoregressive().build())
        .isNotEqualTo(autoregressive().hidden(8).build());
    assertThat(planar().build())
        .isEqualTo(planar().build())
        .isNotEqualTo(planar().latentSize(5).build());
  }
}
