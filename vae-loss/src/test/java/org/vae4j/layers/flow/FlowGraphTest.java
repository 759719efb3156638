package org.vae4j.layers.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** Flows in a row in a network of DL4J: its gradient, what is stored of it, and its workspaces. */
@ExtendWith(DoubleByDefault.class)
class FlowGraphTest {
  private static final int FEATURES = 6;
  private static final int LATENT_SIZE = 3;
  private static final int CONTEXT = 4;

  static Stream<List<FlowLayer>> rows() {
    return Stream.of(
        List.of(coupling(false, 0), coupling(true, 0), coupling(false, 0)),
        List.of(planar(), coupling(true, 0), autoregressive(0)),
        List.of(coupling(true, CONTEXT), autoregressive(CONTEXT), coupling(false, CONTEXT)));
  }

  private static FlowLayer planar() {
    return new PlanarFlowLayer.Builder().latentSize(LATENT_SIZE).build();
  }

  private static FlowLayer coupling(boolean first, int contextSize) {
    return new CouplingFlowLayer.Builder()
        .latentSize(LATENT_SIZE)
        .hidden(5)
        .contextSize(contextSize)
        .transformsFirstHalf(first)
        .build();
  }

  private static FlowLayer autoregressive(int contextSize) {
    return new AutoregressiveFlowLayer.Builder()
        .latentSize(LATENT_SIZE)
        .hidden(5)
        .contextSize(contextSize)
        .build();
  }

  private static DenseLayer linear(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.IDENTITY).build();
  }

  private static ComputationGraphConfiguration configuration(
      List<? extends org.deeplearning4j.nn.conf.layers.Layer> flows,
      boolean context,
      DataType type,
      IUpdater updater,
      WorkspaceMode workspaces) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(12)
            .dataType(type)
            .updater(updater)
            .activation(Activation.TANH)
            .l2(0.01)
            .trainingWorkspaceMode(workspaces)
            .inferenceWorkspaceMode(workspaces)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.feedForward(FEATURES))
            .addLayer("encoder", new DenseLayer.Builder().nOut(CONTEXT).build(), "x")
            .addLayer("posterior", linear(2 * LATENT_SIZE), "encoder")
            .addLayer(
                "z",
                new GaussianSamplingLayer.Builder().latentSize(LATENT_SIZE).build(),
                "posterior")
            .addLayer("logDensity", linear(1), "encoder");
    if (context) {
      graph.addVertex("flow0", new MergeVertex(), "z", "logDensity", "encoder");
    } else {
      graph.addVertex("flow0", new MergeVertex(), "z", "logDensity");
    }
    for (int k = 0; k < flows.size(); k++) {
      graph.addLayer("flow" + (k + 1), flows.get(k), "flow" + k);
    }
    return graph
        // with the log-density, so that it has a gradient
        .addVertex("drawn", new SubsetVertex(0, LATENT_SIZE), "flow" + flows.size())
        .addLayer("logits", linear(FEATURES), "drawn")
        .addLayer(
            "loss",
            new VaeLossLayer.Builder()
                .latentSize(LATENT_SIZE)
                .likelihood(new BernoulliLikelihood())
                .build(),
            "logits",
            "posterior")
        .setOutputs("loss")
        .build();
  }

  private static boolean hasContext(List<FlowLayer> flows) {
    return flows.get(0) instanceof ConditionedFlowLayer one && one.getContextSize() > 0;
  }

  private static ComputationGraph net(
      List<FlowLayer> flows, DataType type, IUpdater updater, WorkspaceMode workspaces) {
    return started(configuration(flows, hasContext(flows), type, updater, workspaces));
  }

  /** With parameters at which no flow is the identity. */
  private static ComputationGraph started(ComputationGraphConfiguration configuration) {
    ComputationGraph net = new ComputationGraph(configuration);
    net.init();
    DataType type = net.params().dataType();
    net.setParams(new SeededMatrices(13, type).normal(1, (int) net.numParams(), 0.5));
    return net;
  }

  private static INDArray pixels(DataType type) {
    return new SeededMatrices(14, type).pixels(4, FEATURES);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theGraphHasTheGradientOfItsScore(List<FlowLayer> flows) {
    ComputationGraph net = net(flows, DataType.DOUBLE, new NoOp(), WorkspaceMode.ENABLED);
    INDArray x = pixels(DataType.DOUBLE);

    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(net)
                    .inputs(new INDArray[] {x})
                    .labels(new INDArray[] {x})
                    .epsilon(1e-6)
                    // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
                    .maxRelError(1e-5)
                    .minAbsoluteError(1e-8)
                    .callEachIter(graph -> Nd4j.getRandom().setSeed(11))))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRestoredNetworkGoesOnAsIfNothingHadHappened(List<FlowLayer> flows) throws IOException {
    ComputationGraph net = net(flows, DataType.FLOAT, new Adam(0.01), WorkspaceMode.ENABLED);
    DataSet batch = batch();
    step(net, batch, 51);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, out, true);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));

    assertThat(restored.getConfiguration()).isEqualTo(net.getConfiguration());
    for (int k = 1; k <= flows.size(); k++) {
      String name = "flow" + k;
      assertThat(restored.getLayer(name).conf().getLayer())
          .isEqualTo(net.getLayer(name).conf().getLayer())
          .hasSameHashCodeAs(net.getLayer(name).conf().getLayer())
          .hasToString(net.getLayer(name).conf().getLayer().toString())
          .isNotSameAs(net.getLayer(name).conf().getLayer());
    }
    assertSameBits("parameters", restored.params(), net.params());
    step(net, batch, 52);
    step(restored, batch, 52);
    assertSameBits("parameters after a step", restored.params(), net.params());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void workspacesChangeNoBit(List<FlowLayer> flows) {
    ComputationGraph with = net(flows, DataType.FLOAT, new Adam(0.01), WorkspaceMode.ENABLED);
    ComputationGraph without = net(flows, DataType.FLOAT, new Adam(0.01), WorkspaceMode.NONE);
    DataSet batch = batch();
    for (int step = 0; step < 4; step++) {
      step(with, batch, 60 + step);
      step(without, batch, 60 + step);
      assertSameBits("parameters", with.params(), without.params());
      assertSameBits(
          "output",
          with.outputSingle(batch.getFeatures()),
          without.outputSingle(batch.getFeatures()));
    }
  }

  /** DL4J's wrapper runs the layer's forward pass for inference and then its backward pass. */
  @Test
  void aFrozenFlowPassesTheGradientOn() {
    List<FlowLayer> flows = List.of(coupling(true, 0), autoregressive(0));
    ComputationGraph net = net(flows, DataType.DOUBLE, new NoOp(), WorkspaceMode.ENABLED);
    ComputationGraph frozen =
        started(
            configuration(
                flows.stream().map(FrozenLayerWithBackprop::new).toList(),
                false,
                DataType.DOUBLE,
                new NoOp(),
                WorkspaceMode.ENABLED));
    for (ComputationGraph one : List.of(net, frozen)) {
      one.setInputs(pixels(DataType.DOUBLE));
      one.setLabels(pixels(DataType.DOUBLE));
      Nd4j.getRandom().setSeed(15);
      one.computeGradientAndScore();
    }

    assertSameBits(
        "encoder",
        frozen.gradient().getGradientFor("encoder_W"),
        net.gradient().getGradientFor("encoder_W"));
  }

  @Test
  void theMemoryReportCountsParameters() {
    for (List<FlowLayer> flows : rows().toList()) {
      ComputationGraphConfiguration configuration =
          configuration(
              flows, hasContext(flows), DataType.FLOAT, new NoOp(), WorkspaceMode.ENABLED);
      assertThat(configuration.getMemoryReport(InputType.feedForward(FEATURES)).toString())
          .contains(flows.get(0).getClass().getSimpleName());
    }
  }

  private static DataSet batch() {
    INDArray x = pixels(DataType.FLOAT);
    return new DataSet(x, x);
  }

  private static void step(ComputationGraph net, DataSet batch, long seed) {
    Nd4j.getRandom().setSeed(seed);
    net.fit(batch);
  }
}
