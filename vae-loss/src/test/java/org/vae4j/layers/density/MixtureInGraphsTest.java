package org.vae4j.layers.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vae4j.Closeness.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;

/** Mixture densities inside DL4J's graphs. */
@ExtendWith(DoubleByDefault.class)
class MixtureInGraphsTest {
  private static final int EXAMPLES = 4;
  private static final int COMPONENTS = 3;

  private final SeededMatrices random = new SeededMatrices(71, DataType.DOUBLE);
  private final INDArray x = random.normal(EXAMPLES, TinyMixture.INPUTS, 1);
  private final INDArray y = random.normal(COMPONENTS, TinyMixture.INPUTS, 1);
  private final INDArray labels = random.normal(EXAMPLES, TinyMixture.INPUTS + 1, 1);

  private static MixtureDensityLayer.Builder layer() {
    return new MixtureDensityLayer.Builder()
        .latentSize(TinyMixture.LATENT_SIZE)
        .components(COMPONENTS);
  }

  private static ComputationGraph learned(boolean learnedWeights, WorkspaceMode workspaces) {
    return TinyMixture.learned(
        layer().learnedWeights(learnedWeights).build(), DataType.DOUBLE, new NoOp(), workspaces);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLayersBackwardPassIsTheDerivative(boolean learnedWeights) {
    ComputationGraph net = learned(learnedWeights, WorkspaceMode.ENABLED);
    net.setParams(random.normal(1, (int) net.numParams(), 0.5));

    assertGradients(net, x);
  }

  @Test
  void theVertexsBackwardPassIsTheDerivative() {
    assertGradients(TinyMixture.given(DataType.DOUBLE, WorkspaceMode.ENABLED), x, y);
  }

  private void assertGradients(ComputationGraph net, INDArray... inputs) {
    // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(net)
                    .inputs(inputs)
                    .labels(new INDArray[] {labels})
                    .epsilon(1e-6)
                    .maxRelError(1e-5)
                    .minAbsoluteError(1e-8)))
        .isTrue();
  }

  @Test
  void workspacesChangeNoBit() {
    assertSameBits(
        "layer",
        gradient(learned(true, WorkspaceMode.ENABLED), x),
        gradient(learned(true, WorkspaceMode.NONE), x));
    assertSameBits(
        "vertex",
        gradient(TinyMixture.given(DataType.DOUBLE, WorkspaceMode.ENABLED), x, y),
        gradient(TinyMixture.given(DataType.DOUBLE, WorkspaceMode.NONE), x, y));
  }

  private INDArray gradient(ComputationGraph net, INDArray... inputs) {
    net.setInputs(inputs);
    net.setLabels(labels);
    net.computeGradientAndScore();
    assertThat(net.score()).isEqualTo(net.score(new MultiDataSet(inputs, new INDArray[] {labels})));
    return net.gradient().gradient();
  }

  @Test
  void jsonKeepsEveryField() {
    ComputationGraphConfiguration conf = learned(true, WorkspaceMode.ENABLED).getConfiguration();

    ComputationGraphConfiguration restored = ComputationGraphConfiguration.fromJson(conf.toJson());

    assertThat(restored).isEqualTo(conf);
    MixtureDensityLayer found =
        (MixtureDensityLayer)
            ((LayerVertex) restored.getVertices().get("logPrior")).getLayerConf().getLayer();
    assertThat(found.getLatentSize()).isEqualTo(TinyMixture.LATENT_SIZE);
    assertThat(found.getComponents()).isEqualTo(COMPONENTS);
    assertThat(found.isLearnedWeights()).isTrue();
    ComputationGraphConfiguration given =
        TinyMixture.given(DataType.DOUBLE, WorkspaceMode.ENABLED).getConfiguration();
    assertThat(ComputationGraphConfiguration.fromJson(given.toJson())).isEqualTo(given);
    assertThat(given.getVertices().get("logPrior").clone()).isEqualTo(new MixtureDensityVertex());
  }

  @Test
  void layersThatDifferInAFieldAreNotEqual() {
    MixtureDensityLayer one = layer().build();

    assertThat(one).isEqualTo(layer().build()).hasSameHashCodeAs(layer().build());
    assertThat(one).isNotEqualTo(layer().latentSize(5).build());
    assertThat(one).isNotEqualTo(layer().components(5).build());
    assertThat(one).isNotEqualTo(layer().learnedWeights(true).build());
    assertThat(one.toString()).contains("components=3");
  }

  @Test
  void aRestoredNetworkGoesOnAsIfNothingHadHappened() throws IOException {
    ComputationGraph net =
        TinyMixture.learned(
            layer().learnedWeights(true).build(),
            DataType.FLOAT,
            new Adam(0.01),
            WorkspaceMode.ENABLED);
    DataSet batch = new DataSet(x.castTo(DataType.FLOAT), labels.castTo(DataType.FLOAT));
    net.fit(batch);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, out, true);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));

    assertSameBits("parameters", restored.params(), net.params());
    net.fit(batch);
    restored.fit(batch);
    assertSameBits("parameters after a step", restored.params(), net.params());
    assertThat(restored.score()).isEqualTo(net.score());
  }

  /** A penalty on weights is none on a prior. */
  @Test
  void theParametersAreBiases() {
    MixtureDensityLayer layer = layer().learnedWeights(true).build();

    assertThat(layer.initializer().biasKeys(layer)).containsExactly("components", "weights");
    assertThat(layer.initializer().weightKeys(layer)).isEmpty();
    assertThat(layer.initializer().numParams(layer)).isEqualTo(3 * 4 + 3);
  }

  @Test
  void memoryIsReported() {
    InputType z = InputType.feedForward(TinyMixture.LATENT_SIZE);
    MixtureDensityLayer layer = layer().build();
    layer.setIUpdater(new NoOp());

    assertThat(layer.getMemoryReport(z).toString()).contains("MixtureDensityLayer");
    assertThat(new MixtureDensityVertex().getMemoryReport(z, InputType.feedForward(4))).isNotNull();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void settingsThatMakeNoMixture() {
    assertRefused(
        () -> layer().latentSize(0).build(),
        "MixtureDensityLayer: expected latentSize >= 1, got 0");
    assertRefused(
        () -> layer().name("logPrior").components(0).build(),
        "layer 'logPrior': expected components >= 1, got 0");
    MixtureDensityLayer incomplete = new MixtureDensityLayer();
    incomplete.setLatentSize(2);
    assertRefused(
        () -> TinyMixture.densityOf(incomplete, DataType.DOUBLE),
        "layer 'logPrior': expected components >= 1, got 0");
  }

  @Test
  void shapesThatDoNotFit() {
    assertRefused(
        () ->
            TinyMixture.learned(
                layer().latentSize(5).build(), DataType.DOUBLE, new NoOp(), WorkspaceMode.ENABLED),
        "layer 'logPrior': expected draws of latentSize = 5 columns, got 2");
    ComputationGraph untyped = TinyMixture.densityOf(layer().build(), DataType.DOUBLE);
    MixtureDensity mixture = MixtureDensity.of(untyped);
    mixture.setInput(Nd4j.ones(4, 3), LayerWorkspaceMgr.noWorkspaces());
    assertRefused(
        () -> mixture.activate(false, LayerWorkspaceMgr.noWorkspaces()),
        "layer 'logPrior': expected draws of latentSize = 2 columns, got 3");
    mixture.setInput(Nd4j.ones(4, 2, 1), LayerWorkspaceMgr.noWorkspaces());
    assertRefused(
        () -> mixture.activate(false, LayerWorkspaceMgr.noWorkspaces()),
        "layer 'logPrior': expected draws [M, 2], got [4, 2, 1]");
    assertRefused(
        () ->
            new MixtureDensityVertex()
                .getOutputType(0, InputType.feedForward(3), InputType.feedForward(4)),
        "MixtureDensityVertex: expected components of 2 * 3 columns [mean | logVariance] for draws of 3, got 4");
    ComputationGraph both = TinyMixture.densityOfBoth(2, DataType.DOUBLE);
    assertRefused(
        () -> both.output(Nd4j.ones(4, 2), Nd4j.ones(3, 5)),
        "vertex 'logPrior': expected draws [M, L] and components [C, 2L], got [4, 2] and [3, 5]");
  }
}
