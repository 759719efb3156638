package org.vae4j.layers.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.vae4j.DoubleByDefault;

/** The same layer as DL4J's, number by number. */
class LeanDenseTest {
  private static final int INPUTS = 7;
  private static final int OUTPUTS = 3;
  private static final int EXAMPLES = 9;

  /** Sums of a few dozen products of size 1 in float, over a few steps. */
  private static final double FLOAT_ROUNDING = 1e-5;

  private final INDArray x = Nd4j.rand(DataType.FLOAT, EXAMPLES, INPUTS).subi(0.5);
  private final INDArray y = Nd4j.rand(DataType.FLOAT, EXAMPLES, OUTPUTS);
  private final DataSet batch = new DataSet(x, y);

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "IDENTITY", "TANH", "SIGMOID", "ELU", "SOFTPLUS", "LEAKYRELU"})
  void putsOutAndTrainsAsDenseLayerDoes(Activation activation) {
    ComputationGraph lean = net(lean(activation), lean(activation));
    ComputationGraph dense = net(dense(activation), dense(activation));
    assertThat(lean.params()).isEqualTo(dense.params());
    for (int step = 0; step < 5; step++) {
      assertClose(lean.outputSingle(x), dense.outputSingle(x));
      lean.fit(batch);
      dense.fit(batch);
    }
    assertClose(lean.params(), dense.params());
  }

  @Test
  void honoursTheCapAndSlopeOfARectifier() {
    FeedForwardLayer lean = lean(Activation.RELU);
    FeedForwardLayer dense = dense(Activation.RELU);
    lean.setActivationFn(new ActivationReLU(0.3, 0.0, 0.1));
    dense.setActivationFn(new ActivationReLU(0.3, 0.0, 0.1));
    ComputationGraph ours = net(lean(Activation.TANH), lean);
    ComputationGraph theirs = net(dense(Activation.TANH), dense);
    for (int step = 0; step < 5; step++) {
      assertClose(ours.outputSingle(x), theirs.outputSingle(x));
      ours.fit(batch);
      theirs.fit(batch);
    }
    assertClose(ours.params(), theirs.params());
  }

  @Test
  void appliesDropoutAsDenseLayerDoes() {
    FeedForwardLayer lean = lean(Activation.RELU);
    FeedForwardLayer dense = dense(Activation.RELU);
    lean.setIDropout(new Dropout(0.5));
    dense.setIDropout(new Dropout(0.5));
    ComputationGraph ours = net(lean(Activation.RELU), lean);
    ComputationGraph theirs = net(dense(Activation.RELU), dense);
    for (int step = 0; step < 5; step++) {
      Nd4j.getRandom().setSeed(100 + step);
      ours.fit(batch);
      Nd4j.getRandom().setSeed(100 + step);
      theirs.fit(batch);
    }
    assertClose(ours.params(), theirs.params());
  }

  @Test
  void honoursAMaskAsDenseLayerDoes() {
    INDArray mask = Nd4j.ones(DataType.FLOAT, EXAMPLES, 1);
    mask.putScalar(1, 0, 0);
    mask.putScalar(4, 0, 0);
    ComputationGraph lean = net(lean(Activation.RELU), lean(Activation.TANH));
    ComputationGraph dense = net(dense(Activation.RELU), dense(Activation.TANH));
    MultiDataSet masked =
        new MultiDataSet(
            new INDArray[] {x}, new INDArray[] {y}, new INDArray[] {mask}, new INDArray[] {mask});
    for (int step = 0; step < 3; step++) {
      lean.fit(masked);
      dense.fit(masked);
    }
    assertClose(lean.params(), dense.params());
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"IDENTITY", "TANH", "SOFTPLUS"})
  @ExtendWith(DoubleByDefault.class)
  void passesTheGradientCheck(Activation activation) {
    ComputationGraph net = net(lean(activation), lean(activation), DataType.DOUBLE, new NoOp());
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(net)
                    .inputs(new INDArray[] {x.castTo(DataType.DOUBLE)})
                    .labels(new INDArray[] {y.castTo(DataType.DOUBLE)})))
        .isTrue();
  }

  @Test
  void leavesOutTheInputGradientAndNothingElse() {
    LeanDenseLayer first = lean(Activation.RELU);
    first.setInputGradient(false);
    ComputationGraph some = net(first, lean(Activation.RELU));
    ComputationGraph all = net(lean(Activation.RELU), lean(Activation.RELU));
    for (int step = 0; step < 3; step++) {
      all.fit(batch);
      some.fit(batch);
    }
    assertThat(some.params()).isEqualTo(all.params());
  }

  @Test
  void trainsTheSameWithAndWithoutWorkspaces() {
    ComputationGraph with = net(lean(Activation.RELU), lean(Activation.TANH));
    ComputationGraph without = net(lean(Activation.RELU), lean(Activation.TANH));
    without.getConfiguration().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    for (int step = 0; step < 3; step++) {
      with.fit(batch);
      without.fit(batch);
    }
    assertThat(with.params()).isEqualTo(without.params());
  }

  @Test
  void survivesJsonAndModelSerializer() throws IOException {
    LeanDenseLayer first = lean(Activation.ELU);
    first.setInputGradient(false);
    ComputationGraph net = net(first, lean(Activation.RELU));
    assertThat(ComputationGraphConfiguration.fromJson(net.getConfiguration().toJson()))
        .isEqualTo(net.getConfiguration());

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, bytes, true);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(
            new ByteArrayInputStream(bytes.toByteArray()), true);
    assertThat(restored.outputSingle(x)).isEqualTo(net.outputSingle(x));
    LeanDenseLayer layer = (LeanDenseLayer) restored.getLayer("hidden").conf().getLayer();
    assertThat(layer.isInputGradient()).isFalse();
  }

  @Test
  void namesAnInputOfAnotherWidth() {
    ComputationGraph net = net(lean(Activation.RELU), lean(Activation.RELU));
    INDArray wide = Nd4j.zeros(2, INPUTS + 1);
    assertThatThrownBy(() -> net.outputSingle(wide))
        .hasMessageContaining("layer 'hidden': expected input [N, 7], got [2, 8]");
  }

  private static LeanDenseLayer lean(Activation activation) {
    return new LeanDenseLayer.Builder().nOut(OUTPUTS).activation(activation).build();
  }

  private static DenseLayer dense(Activation activation) {
    return new DenseLayer.Builder().nOut(OUTPUTS).activation(activation).build();
  }

  private static ComputationGraph net(FeedForwardLayer hidden, FeedForwardLayer output) {
    return net(hidden, output, DataType.FLOAT, new Sgd(0.1));
  }

  private static ComputationGraph net(
      FeedForwardLayer hidden, FeedForwardLayer output, DataType type, IUpdater updater) {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(12)
                .dataType(type)
                .updater(updater)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(INPUTS))
                .addLayer("hidden", hidden, "x")
                .addLayer("output", output, "hidden")
                .addLayer(
                    "loss",
                    new LossLayer.Builder(LossFunctions.LossFunction.L2)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "output")
                .setOutputs("loss")
                .build());
    net.init();
    return net;
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(FLOAT_ROUNDING);
  }
}
