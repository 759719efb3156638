package org.vae4j.layers.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BaseConvBuilder;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;

/** The same layers as DL4J's, number by number. */
class LeanConvolutionTest {
  private static final int EXAMPLES = 5;
  private static final int CHANNELS = 2;

  /** A window, and the images that it slides over. */
  private enum Case {
    HALVING(4, 2, 1, 1, ConvolutionMode.Truncate, 8, 6),
    HALVING_WITH_A_REST(4, 2, 1, 1, ConvolutionMode.Truncate, 7, 9),
    OVERLAPPING(3, 1, 0, 1, ConvolutionMode.Truncate, 6, 5),
    WITH_GAPS(2, 3, 0, 1, ConvolutionMode.Truncate, 8, 9),
    DILATED(3, 1, 2, 2, ConvolutionMode.Truncate, 6, 7),
    POINTWISE(1, 1, 0, 1, ConvolutionMode.Truncate, 3, 4),
    STRICT(3, 2, 1, 1, ConvolutionMode.Strict, 9, 5),
    SAME(3, 2, 0, 1, ConvolutionMode.Same, 7, 6);

    private final int kernel;
    private final int stride;
    private final int padding;
    private final int dilation;
    private final ConvolutionMode mode;
    private final int height;
    private final int width;

    Case(
        int kernel,
        int stride,
        int padding,
        int dilation,
        ConvolutionMode mode,
        int height,
        int width) {
      this.kernel = kernel;
      this.stride = stride;
      this.padding = padding;
      this.dilation = dilation;
      this.mode = mode;
      this.height = height;
      this.width = width;
    }

    <B extends BaseConvBuilder<B>> B set(B builder) {
      return builder
          .kernelSize(kernel, kernel)
          .stride(stride, stride)
          .padding(padding, padding)
          .dilation(dilation, dilation)
          .convolutionMode(mode)
          .nOut(3);
    }
  }

  private enum Direction {
    CONVOLUTION,
    TRANSPOSED;

    ConvolutionLayer lean(Case window, Activation activation) {
      return this == CONVOLUTION
          ? window.set(new LeanConvolutionLayer.Builder()).activation(activation).build()
          : window.set(new LeanTransposedConvolutionLayer.Builder()).activation(activation).build();
    }

    ConvolutionLayer dl4j(Case window, Activation activation) {
      return this == CONVOLUTION
          ? window.set(new ConvolutionLayer.Builder()).activation(activation).build()
          : window.set(new Deconvolution2D.Builder()).activation(activation).build();
    }
  }

  static Stream<Arguments> windows() {
    return Stream.of(Direction.values())
        .flatMap(
            direction -> Stream.of(Case.values()).map(window -> Arguments.of(direction, window)));
  }

  static Stream<Arguments> activations() {
    return Stream.of(Direction.values())
        .flatMap(
            direction ->
                Stream.of(Activation.RELU, Activation.TANH, Activation.IDENTITY, Activation.ELU)
                    .map(activation -> Arguments.of(direction, activation)));
  }

  /** In double, so that a difference is one of arithmetic and not of rounding. */
  @ParameterizedTest
  @MethodSource("windows")
  void putsOutAndTrainsAsDl4jDoes(Direction direction, Case window) {
    Supplier<ConvolutionLayer> dl4j = () -> direction.dl4j(window, Activation.RELU);
    Supplier<ConvolutionLayer> lean = () -> direction.lean(window, Activation.RELU);
    assertSameTraining(
        window, lean, dl4j, DataType.DOUBLE, 1e-11); // sums of a few thousand products
  }

  @ParameterizedTest
  @MethodSource("activations")
  void appliesTheActivationAsDl4jDoes(Direction direction, Activation activation) {
    Supplier<ConvolutionLayer> dl4j = () -> direction.dl4j(Case.HALVING, activation);
    Supplier<ConvolutionLayer> lean = () -> direction.lean(Case.HALVING, activation);
    assertSameTraining(Case.HALVING, lean, dl4j, DataType.DOUBLE, 1e-11);
    // the same in float, which rounds 5e8 times as coarsely
    assertSameTraining(Case.HALVING, lean, dl4j, DataType.FLOAT, 1e-3);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void doesWithoutABias(Direction direction) {
    Supplier<ConvolutionLayer> lean = () -> direction.lean(Case.HALVING, Activation.RELU);
    Supplier<ConvolutionLayer> withoutBias =
        () -> {
          ConvolutionLayer layer = lean.get();
          layer.setHasBias(false);
          return layer;
        };
    ComputationGraph net = net(withoutBias, Case.HALVING, DataType.DOUBLE, new NoOp());
    ComputationGraph zeroBias = net(lean, Case.HALVING, DataType.DOUBLE, new NoOp());
    for (String layer : new String[] {"first", "second"}) {
      assertThat(net.getLayer(layer).paramTable()).containsOnlyKeys("W");
      zeroBias.getLayer(layer).setParam("W", net.getLayer(layer).getParam("W"));
    }
    INDArray x = images(Case.HALVING, DataType.DOUBLE);
    assertThat(net.outputSingle(x)).isEqualTo(zeroBias.outputSingle(x));
  }

  /** Not the transposed one: DL4J's own forgets dropout in its input gradient. */
  @Test
  void appliesDropoutAsDl4jDoes() {
    assertSameTraining(
        Case.HALVING,
        () -> dropping(Direction.CONVOLUTION.lean(Case.HALVING, Activation.RELU)),
        () -> dropping(Direction.CONVOLUTION.dl4j(Case.HALVING, Activation.RELU)),
        DataType.DOUBLE,
        1e-11);
  }

  private static ConvolutionLayer dropping(ConvolutionLayer layer) {
    layer.setIDropout(new Dropout(0.6));
    return layer;
  }

  /** More images than are unfolded at a time: the gradient is summed over the parts. */
  @ParameterizedTest
  @EnumSource(Direction.class)
  void addsUpTheGradientsOfAllParts(Direction direction) {
    Supplier<ConvolutionLayer> wide =
        () -> {
          BaseConvBuilder<?> builder =
              direction == Direction.CONVOLUTION
                  ? new LeanConvolutionLayer.Builder()
                  : new LeanTransposedConvolutionLayer.Builder();
          return builder.kernelSize(9, 9).padding(4, 4).nOut(4).build();
        };
    Supplier<ConvolutionLayer> dl4j =
        () -> {
          BaseConvBuilder<?> builder =
              direction == Direction.CONVOLUTION
                  ? new ConvolutionLayer.Builder()
                  : new Deconvolution2D.Builder();
          return builder.kernelSize(9, 9).padding(4, 4).nOut(4).build();
        };
    // 32·32 positions of 81·4 values: 331,776 an image, three at a time
    ComputationGraph ours = net(wide, 32, 32, DataType.DOUBLE, new Sgd(1e-4));
    ComputationGraph theirs = net(dl4j, 32, 32, DataType.DOUBLE, new Sgd(1e-4));
    theirs.setParams(ours.params());
    INDArray x = images(32, 32, DataType.DOUBLE);
    ours.fit(new DataSet(x, ours.outputSingle(x).addi(1)));
    theirs.fit(new DataSet(x, theirs.outputSingle(x).addi(1)));
    assertClose(ours.params(), theirs.params(), 1e-10); // sums of 26,000 products
  }

  @ParameterizedTest
  @MethodSource("windows")
  @ExtendWith(DoubleByDefault.class)
  void passesTheGradientCheck(Direction direction, Case window) {
    ComputationGraph net =
        net(() -> direction.lean(window, Activation.TANH), window, DataType.DOUBLE, new NoOp());
    INDArray x = images(window, DataType.DOUBLE);
    INDArray y = net.outputSingle(x).mul(0.5).addi(0.1);
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(net)
                    .inputs(new INDArray[] {x})
                    .labels(new INDArray[] {y})
                    .subset(true)
                    .maxPerParam(40)))
        .isTrue();
  }

  @Test
  void leavesOutTheInputGradientAndNothingElse() {
    Supplier<ConvolutionLayer> all =
        () -> Direction.CONVOLUTION.lean(Case.HALVING, Activation.RELU);
    ComputationGraph with = flatInput(true);
    ComputationGraph without = flatInput(false);
    INDArray x = images(Case.HALVING, DataType.FLOAT).reshape(EXAMPLES, -1);
    INDArray y = with.outputSingle(x).add(1);
    for (int step = 0; step < 3; step++) {
      with.fit(new DataSet(x, y));
      without.fit(new DataSet(x, y));
    }
    assertThat(without.params()).isEqualTo(with.params());
    assertThat(all.get()).isNotEqualTo(without.getLayer("first").conf().getLayer());
  }

  /** Rows in, as iterators give them. */
  private static ComputationGraph flatInput(boolean inputGradient) {
    ComputationGraph net =
        new ComputationGraph(
            builder(DataType.FLOAT, new Sgd(1e-3))
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(
                    InputType.convolutionalFlat(Case.HALVING.height, Case.HALVING.width, CHANNELS))
                .addLayer(
                    "first",
                    Case.HALVING
                        .set(new LeanConvolutionLayer.Builder())
                        .inputGradient(inputGradient)
                        .build(),
                    "x")
                .addLayer("dense", new DenseLayer.Builder().nOut(3).build(), "first")
                .addLayer("loss", loss(), "dense")
                .setOutputs("loss")
                .build());
    net.init();
    return net;
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void trainsTheSameToTheBitWithAndWithoutWorkspaces(Direction direction) {
    Supplier<ConvolutionLayer> layer = () -> direction.lean(Case.HALVING, Activation.RELU);
    ComputationGraph with = net(layer, Case.HALVING, DataType.FLOAT, new Sgd(1e-3));
    ComputationGraph without = net(layer, Case.HALVING, DataType.FLOAT, new Sgd(1e-3));
    without.getConfiguration().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    INDArray x = images(Case.HALVING, DataType.FLOAT);
    INDArray y = with.outputSingle(x).add(1);
    for (int step = 0; step < 3; step++) {
      with.fit(new DataSet(x, y));
      without.fit(new DataSet(x, y));
    }
    assertThat(with.params()).isEqualTo(without.params());
  }

  /** 64 filters on 28 × 28, so that the products are wide enough for two threads. */
  @Test
  void trainsTheSameToTheBitAgain() {
    INDArray x = images(28, 28, DataType.FLOAT);
    INDArray first = trained(x);
    assertThat(trained(x)).isEqualTo(first);
  }

  private static INDArray trained(INDArray x) {
    ComputationGraph net =
        net(
            () ->
                new LeanConvolutionLayer.Builder()
                    .kernelSize(4, 4)
                    .stride(2, 2)
                    .padding(1, 1)
                    .nOut(64)
                    .activation(Activation.RELU)
                    .build(),
            28,
            28,
            DataType.FLOAT,
            new Sgd(1e-4));
    INDArray y = net.outputSingle(x).add(1);
    for (int step = 0; step < 5; step++) {
      net.fit(new DataSet(x, y));
    }
    return net.params();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void survivesJsonAndModelSerializer(Direction direction) throws IOException {
    ComputationGraph net =
        net(
            () -> direction.lean(Case.DILATED, Activation.ELU),
            Case.DILATED,
            DataType.FLOAT,
            new Sgd(0.1));
    assertThat(ComputationGraphConfiguration.fromJson(net.getConfiguration().toJson()))
        .isEqualTo(net.getConfiguration());
    INDArray x = images(Case.DILATED, DataType.FLOAT);
    assertThat(restored(net).outputSingle(x)).isEqualTo(net.outputSingle(x));
  }

  @Test
  void keepsThatTheInputGradientIsLeftOut() throws IOException {
    LeanConvolutionLayer layer =
        (LeanConvolutionLayer) restored(flatInput(false)).getLayer("first").conf().getLayer();
    assertThat(layer.isInputGradient()).isFalse();
    assertThat(layer).isEqualTo(flatInput(false).getLayer("first").conf().getLayer());
    assertThat(layer.clone()).isEqualTo(layer).hasSameHashCodeAs(layer);
  }

  private static ComputationGraph restored(ComputationGraph net) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, bytes, true);
    return ModelSerializer.restoreComputationGraph(
        new ByteArrayInputStream(bytes.toByteArray()), true);
  }

  @Test
  void worksInAMultiLayerNetworkAndReportsItsMemory() {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            builder(DataType.FLOAT, new Sgd(1e-3))
                .list(
                    Direction.CONVOLUTION.lean(Case.HALVING, Activation.RELU),
                    Direction.TRANSPOSED.lean(Case.HALVING, Activation.RELU))
                .setInputType(
                    InputType.convolutional(Case.HALVING.height, Case.HALVING.width, CHANNELS))
                .build());
    net.init();
    assertThat(net.output(images(Case.HALVING, DataType.FLOAT)).shape())
        .containsExactly(EXAMPLES, 3, Case.HALVING.height, Case.HALVING.width);
    assertThat(
            net.getLayerWiseConfigurations()
                .getMemoryReport(
                    InputType.convolutional(Case.HALVING.height, Case.HALVING.width, CHANNELS))
                .toString())
        .contains("Convolution");
  }

  @Test
  void namesAnInputOfAnotherDepth() {
    ComputationGraph net =
        net(
            () -> Direction.CONVOLUTION.lean(Case.HALVING, Activation.RELU),
            Case.HALVING,
            DataType.FLOAT,
            new Sgd(0.1));
    INDArray deep = Nd4j.zeros(2, 5, 8, 6);
    assertThatThrownBy(() -> net.outputSingle(deep))
        .hasMessageContaining("layer 'first': expected input [N, 2, H, W], got [2, 5, 8, 6]");
  }

  @Test
  void refusesABackwardPassAfterInference() {
    ComputationGraph net =
        net(
            () -> Direction.CONVOLUTION.lean(Case.HALVING, Activation.RELU),
            Case.HALVING,
            DataType.FLOAT,
            new Sgd(0.1));
    Layer layer = net.getLayer("first");
    INDArray x = images(Case.HALVING, DataType.FLOAT);
    layer.setInput(x, LayerWorkspaceMgr.noWorkspaces());
    INDArray y = layer.activate(false, LayerWorkspaceMgr.noWorkspaces());
    assertThatThrownBy(() -> layer.backpropGradient(y, LayerWorkspaceMgr.noWorkspaces()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "layer 'first': expected a forward pass in training before the backward pass, found one in inference");
  }

  @Test
  void passesAMaskOfExamplesAndRefusesOneOfPixels() {
    Layer layer =
        net(
                () -> Direction.TRANSPOSED.lean(Case.HALVING, Activation.RELU),
                Case.HALVING,
                DataType.FLOAT,
                new Sgd(0.1))
            .getLayer("first");
    INDArray examples = Nd4j.ones(3, 1);
    assertThat(layer.feedForwardMaskArray(examples, MaskState.Active, 3).getFirst())
        .isSameAs(examples);
    assertThatThrownBy(() -> layer.feedForwardMaskArray(Nd4j.ones(3, 1, 8, 6), MaskState.Active, 3))
        .hasMessage("layer 'first': expected a mask of examples [3, 1], got [3, 1, 8, 6]");
  }

  @Test
  void refusesChannelsLast() {
    assertThatThrownBy(
            () ->
                new MultiLayerNetwork(
                        builder(DataType.FLOAT, new Sgd(1e-3))
                            .list(Direction.CONVOLUTION.lean(Case.HALVING, Activation.RELU))
                            .setInputType(InputType.convolutional(8, 6, 2, CNN2DFormat.NHWC))
                            .build())
                    .init())
        .hasMessageContaining("expected images in the format NCHW, got NHWC");
  }

  private static void assertSameTraining(
      Case window,
      Supplier<ConvolutionLayer> lean,
      Supplier<ConvolutionLayer> dl4j,
      DataType type,
      double tolerance) {
    ComputationGraph ours = net(lean, window, type, new Sgd(1e-3));
    ComputationGraph theirs = net(dl4j, window, type, new Sgd(1e-3));
    assertThat(ours.params()).isEqualTo(theirs.params());
    INDArray x = images(window, type);
    INDArray y = theirs.outputSingle(x).add(1);
    for (int step = 0; step < 3; step++) {
      assertClose(ours.outputSingle(x), theirs.outputSingle(x), tolerance);
      Nd4j.getRandom().setSeed(100 + step);
      ours.fit(new DataSet(x, y));
      Nd4j.getRandom().setSeed(100 + step);
      theirs.fit(new DataSet(x, y));
      assertClose(ours.params(), theirs.params(), tolerance);
    }
  }

  private static ComputationGraph net(
      Supplier<ConvolutionLayer> layer, Case window, DataType type, IUpdater updater) {
    return net(layer, window.height, window.width, type, updater);
  }

  /** Two of the same layer, the second with more channels, and a loss on rows. */
  private static ComputationGraph net(
      Supplier<ConvolutionLayer> layer, int height, int width, DataType type, IUpdater updater) {
    ConvolutionLayer first = layer.get();
    ConvolutionLayer second = layer.get();
    InputType image = InputType.convolutional(height, width, CHANNELS);
    ComputationGraph net =
        new ComputationGraph(
            builder(type, updater)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(image)
                .addLayer("first", first, "x")
                .addLayer("second", second, "first")
                .addLayer("loss", loss(), new CnnToFeedForwardPreProcessor(0, 0, 0), "second")
                .setOutputs("loss")
                .build());
    net.init();
    return net;
  }

  private static NeuralNetConfiguration.Builder builder(DataType type, IUpdater updater) {
    return new NeuralNetConfiguration.Builder().seed(12).dataType(type).updater(updater);
  }

  private static LossLayer loss() {
    return new LossLayer.Builder(LossFunctions.LossFunction.L2)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static INDArray images(Case window, DataType type) {
    return images(window.height, window.width, type);
  }

  private static INDArray images(int height, int width, DataType type) {
    return new SeededMatrices(7, type)
        .normal(EXAMPLES, CHANNELS * height * width, 1)
        .reshape('c', EXAMPLES, CHANNELS, height, width);
  }

  private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(tolerance);
  }
}
