package org.vae4j.layers.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;

/** A whole VAE with a VampPrior: N + C rows in the encoder, N everywhere else. */
@ExtendWith(DoubleByDefault.class)
class VampPriorTest {
  private static final int EXAMPLES = 4;
  private static final int COLUMNS = TinyVampPrior.FEATURES + 1;

  private final SeededMatrices random = new SeededMatrices(81, DataType.DOUBLE);

  private DataSet batch(int examples, DataType type) {
    return new DataSet(
        random.pixels(examples, TinyVampPrior.FEATURES).castTo(type),
        random.normal(examples, COLUMNS, 1).castTo(type));
  }

  @Test
  void theBackwardPassIsTheDerivative() {
    DataSet batch = batch(EXAMPLES, DataType.DOUBLE);

    // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(new TinyVampPrior().net())
                    .inputs(new INDArray[] {batch.getFeatures()})
                    .labels(new INDArray[] {batch.getLabels()})
                    .epsilon(1e-6)
                    .maxRelError(1e-5)
                    .minAbsoluteError(1e-8)
                    .callEachIter(net -> Nd4j.getRandom().setSeed(11))))
        .isTrue();
  }

  @Test
  void thePriorIsMadeOfThePosteriorsOfThePseudoInputs() {
    ComputationGraph net = new TinyVampPrior().net();
    INDArray x = random.pixels(TinyVampPrior.PSEUDO_INPUTS, TinyVampPrior.FEATURES);
    PseudoInputs.of(net).startAt(x);

    Map<String, INDArray> activations = net.feedForward(x, false);

    assertSameBits("start", PseudoInputs.of(net).values(), x);
    assertThat(activations.get("posteriors").size(0)).isEqualTo(2L * x.size(0));
    assertSameBits("components", activations.get("components"), activations.get("posterior"));
    assertThat(activations.get("loss").shape()).containsExactly(x.size(0), COLUMNS);
  }

  /** DL4J divides by the labels' rows: what is learned does not depend on C. */
  @Test
  void aStepIsThatOfTheMeanOverTheExamples() {
    DataSet batch = batch(EXAMPLES, DataType.DOUBLE);
    ComputationGraph net = new TinyVampPrior().updater(new Sgd(1)).net();
    INDArray before = net.params().dup();
    Nd4j.getRandom().setSeed(11);
    net.setInputs(batch.getFeatures());
    net.setLabels(batch.getLabels());
    net.computeGradientAndScore();
    INDArray gradient = net.gradient().gradient().dup();

    Nd4j.getRandom().setSeed(11);
    net.fit(batch);

    // A parameter less a gradient of size 1, each rounded by 1e-16.
    assertClose(
        "step",
        before.sub(net.params()),
        gradient.div(EXAMPLES).ravel().reshape(before.shape()),
        1e-13);
  }

  @Test
  void workspacesChangeNoBit() {
    DataSet batch = batch(EXAMPLES, DataType.FLOAT);
    ComputationGraph enabled = trained(new TinyVampPrior(), batch);
    ComputationGraph none = trained(new TinyVampPrior().workspaces(WorkspaceMode.NONE), batch);

    assertSameBits("parameters", enabled.params(), none.params());
    assertSameBits(
        "output",
        enabled.outputSingle(batch.getFeatures()),
        none.outputSingle(batch.getFeatures()));
  }

  private static ComputationGraph trained(TinyVampPrior vae, DataSet... batches) {
    ComputationGraph net = vae.type(DataType.FLOAT).updater(new Sgd(0.01)).net();
    Nd4j.getRandom().setSeed(15);
    for (DataSet batch : batches) {
      net.fit(batch);
    }
    return net;
  }

  /** Batches of 4, 2 and 4 rows: what a layer keeps from batch to batch is of N + C rows. */
  @Test
  void leanLayersTrainAsDenseLayersDo() {
    DataSet[] batches = {
      batch(4, DataType.FLOAT), batch(2, DataType.FLOAT), batch(4, DataType.FLOAT)
    };
    ComputationGraph lean =
        trained(new TinyVampPrior().activation(Activation.RELU).lean(), batches);
    ComputationGraph dense = trained(new TinyVampPrior().activation(Activation.RELU), batches);

    // Sums of a dozen products of size 1 in float, over three steps.
    assertClose("parameters", lean.params(), dense.params().castTo(DataType.DOUBLE), 1e-5);
    assertClose(
        "pseudo-inputs",
        PseudoInputs.of(lean).values(),
        PseudoInputs.of(dense).values().castTo(DataType.DOUBLE),
        1e-5);
    assertThat(PseudoInputs.of(dense).values())
        .as("they are learned")
        .isNotEqualTo(PseudoInputs.of(new TinyVampPrior().type(DataType.FLOAT).net()).values());
  }

  @Test
  void aRestoredNetworkGoesOnAsIfNothingHadHappened() throws IOException {
    DataSet batch = batch(EXAMPLES, DataType.FLOAT);
    ComputationGraph net = new TinyVampPrior().type(DataType.FLOAT).updater(new Adam(0.01)).net();
    step(net, batch, 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, out, true);

    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));

    assertSameBits("parameters", restored.params(), net.params());
    assertThat(restored.score(batch)).isEqualTo(net.score(batch));
    step(net, batch, 2);
    step(restored, batch, 2);
    assertSameBits("parameters after a step", restored.params(), net.params());
  }

  private static void step(ComputationGraph net, DataSet batch, long seed) {
    Nd4j.getRandom().setSeed(seed);
    net.fit(batch);
  }

  @Test
  void jsonKeepsEveryField() {
    ComputationGraphConfiguration conf = new TinyVampPrior().net().getConfiguration();

    ComputationGraphConfiguration restored = ComputationGraphConfiguration.fromJson(conf.toJson());

    assertThat(restored).isEqualTo(conf);
    assertThat(restored.getVertices().get("posterior"))
        .isEqualTo(RowsVertex.allBut(TinyVampPrior.PSEUDO_INPUTS));
    assertThat(restored.getVertices().get("components"))
        .isEqualTo(RowsVertex.last(TinyVampPrior.PSEUDO_INPUTS));
  }
}
