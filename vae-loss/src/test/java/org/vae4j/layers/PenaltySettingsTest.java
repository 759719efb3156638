package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vae4j.Closeness.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.penalty.MmdPenalty;
import org.vae4j.loss.penalty.PosteriorPenalty;

/** What JSON and files bring back of a penalty, and which settings and inputs are refused. */
@ExtendWith(DoubleByDefault.class)
class PenaltySettingsTest {
  private static final int D = TinyVae.FEATURES;

  private static double penaltyOfStep(ComputationGraph net, DataSet batch, long seed) {
    Nd4j.getRandom().setSeed(seed);
    net.fit(batch);
    return VaeLoss.of(net).lossTerms().penalty();
  }

  @ParameterizedTest
  @MethodSource("org.vae4j.layers.PenaltyTest#penalties")
  void workspacesChangeNoBit(PosteriorPenalty penalty) {
    INDArray x = new SeededMatrices(86, DataType.FLOAT).pixels(6, D);
    INDArray[] parameters =
        Stream.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE)
            .map(
                mode -> {
                  ComputationGraph net =
                      new TinyVae()
                          .type(DataType.FLOAT)
                          .penalty(penalty, 2)
                          .updater(new Adam(0.01))
                          .workspaces(mode)
                          .net();
                  for (int step = 0; step < 3; step++) {
                    Nd4j.getRandom().setSeed(90 + step);
                    net.fit(new DataSet(x, x));
                  }
                  return net.params();
                })
            .toArray(INDArray[]::new);

    assertSameBits("parameters", parameters[0], parameters[1]);
  }

  @ParameterizedTest
  @MethodSource("org.vae4j.layers.PenaltyTest#penalties")
  void comesBackFromJsonAndFiles(PosteriorPenalty penalty) throws IOException {
    INDArray x = new SeededMatrices(87, DataType.DOUBLE).pixels(5, D);
    DataSet batch = new DataSet(x, x);
    ComputationGraph net =
        new TinyVae()
            .penalty(penalty, LinearWarmup.iterations(3))
            .updater(new Adam(0.01))
            .at(1, 0)
            .net();
    ComputationGraphConfiguration conf = net.getConfiguration();
    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    penaltyOfStep(net, batch, 51);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, out, true);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));

    assertThat(VaeLoss.of(restored).layerConf().getPenalty()).isEqualTo(penalty);
    assertThat(penaltyOfStep(restored, batch, 52)).isEqualTo(penaltyOfStep(net, batch, 52));
    assertSameBits("parameters after a step", restored.params(), net.params());
  }

  @Test
  void jsonWithoutAPenaltyIsReadAsNone() {
    ComputationGraphConfiguration conf = new TinyVae().configuration();
    String older =
        conf.toJson()
            .replaceAll("\"penalty\" : null,\\s*", "")
            .replaceAll("\"penaltyWeight\" : \\{[^}]*\\},\\s*", "");

    assertThat(older).doesNotContain("penalty");
    assertThat(ComputationGraphConfiguration.fromJson(older)).isEqualTo(conf);
  }

  @Test
  void layersWithOtherPenaltiesAreNotEqual() {
    VaeLossLayer none = loss().build();
    VaeLossLayer one = loss().penalty(new MmdPenalty(), 1).build();

    assertThat(one)
        .isEqualTo(loss().penalty(new MmdPenalty(), 1).build())
        .isNotEqualTo(none)
        .isNotEqualTo(loss().penalty(new MmdPenalty(), 2).build())
        .isNotEqualTo(loss().penalty(new CentrePenalty(0), 1).build());
    assertThat(one.toString()).contains("penalty=MmdPenalty[]", "penaltyWeight=");
    assertThat(none.getPenalty()).isNull();
  }

  private static VaeLossLayer.Builder loss() {
    return new VaeLossLayer.Builder()
        .name("loss")
        .latentSize(2)
        .likelihood(new BernoulliLikelihood());
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void aPriorThatIsNotThePenaltys() {
    assertRefused(
        () -> loss().prior(Prior.input()).penalty(new MmdPenalty(), 1).build(),
        "layer 'loss': expected the prior N(0, I) with the penalty mmd, which draws from it, got the third input");
  }

  @Test
  void aWeightThatIsNegativeOrDoesNotComeBack() {
    assertRefused(
        () -> loss().penalty(new MmdPenalty(), -1).build(),
        "VaeLossLayer: expected a finite penaltyWeight >= 0, got -1.0 at iteration 0 of epoch 0 from FixedSchedule(value=-1.0)");
    assertRefused(
        () -> loss().penalty(new MmdPenalty(), new RampSchedule(new FixedSchedule(1), 10)).build(),
        "VaeLossLayer: expected a penaltyWeight schedule that survives JSON, got org.nd4j.linalg.schedule.RampSchedule, which a checkpoint could not bring back");
    assertRefused(
        () -> loss().penalty(new MmdPenalty(), null).build(),
        "layer 'loss': expected a penaltyWeight schedule, got none");
  }

  @Test
  void aZThatIsNotThere() {
    VaeLossLayer conf = loss().penalty(new MmdPenalty(), 1).build();
    assertThat(conf.getOutputType(-1, InputType.feedForward(D + 6)))
        .isEqualTo(InputType.feedForward(D));
    assertRefused(
        () -> conf.getOutputType(-1, InputType.feedForward(6)),
        "layer 'loss': expected the decoder's output and a posterior of 2 * latentSize = 4 and z of latentSize = 2 columns, got 6 columns in all");
    VaeLoss layer = VaeLoss.of(new TinyVae().penalty(new MmdPenalty(), 1).net());
    layer.setInput(Nd4j.zeros(DataType.DOUBLE, 4, D + 4), LayerWorkspaceMgr.noWorkspaces());
    layer.setLabels(Nd4j.zeros(DataType.DOUBLE, 4, D));
    assertRefused(
        () -> layer.computeScore(0, true, LayerWorkspaceMgr.noWorkspaces()),
        "layer 'loss': labels [4, 6] need a decoder output of 6 columns and a posterior of 2 * latentSize = 4 and z of latentSize = 2, got 10 columns in all");
  }

  @Test
  void drawsOfAnotherShape() {
    INDArray x = new SeededMatrices(88, DataType.DOUBLE).pixels(4, D);
    ComputationGraph net = new TinyVae().penalty(new MmdPenalty(), 1).net();

    VaeLoss.of(net).setPriorDraws((type, n, units) -> Nd4j.zeros(type, n, units + 1));
    assertRefused(
        () -> net.score(new DataSet(x, x)),
        "layer 'loss': expected draws of p(z) [4, 2], got [4, 3]");
    VaeLoss.of(net).setPriorDraws((type, n, units) -> null);
    assertRefused(
        () -> net.score(new DataSet(x, x)),
        "layer 'loss': expected draws of p(z) [4, 2], got none");
  }
}
