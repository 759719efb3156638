package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.CyclicalSchedule;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** What JSON and {@code ModelSerializer} bring back. */
class RoundTripTest {
  /** Ours, and every one of ND4J's but RampSchedule, by iteration and by epoch. */
  static Stream<ISchedule> schedules() {
    return Stream.concat(
        Stream.of(new FixedSchedule(0.3)),
        Stream.of(ScheduleType.values())
            .flatMap(
                type ->
                    Stream.of(
                        new LinearWarmup(type, 0.125, 2.5, 7),
                        new CyclicalSchedule(type, 0.125, 2.5, 6, 3, 0.75),
                        new MapSchedule.Builder(type).add(0, 0.1).add(3, 0.5).add(9, 1).build(),
                        new StepSchedule(type, 1, 0.5, 4),
                        new PolySchedule(type, 0.5, 2, 20),
                        new SigmoidSchedule(type, 1, 0.4, 5),
                        new ExponentialSchedule(type, 1, 0.9),
                        new InverseSchedule(type, 1, 0.1, 2),
                        new CycleSchedule(type, 0.1, 1, 12, 2, 0.5))));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void jsonKeepsEveryField(ISchedule schedule) {
    ComputationGraphConfiguration conf = new TinyVae().klWeight(schedule).configuration();

    ComputationGraphConfiguration restored = ComputationGraphConfiguration.fromJson(conf.toJson());

    assertThat(restored).isEqualTo(conf);
    assertThat(layer(restored, "z")).isEqualTo(layer(conf, "z")).isNotSameAs(layer(conf, "z"));
    assertThat(((GaussianSamplingLayer) layer(restored, "z")).getLatentSize())
        .isEqualTo(TinyVae.LATENT_SIZE);
    VaeLossLayer loss = (VaeLossLayer) layer(restored, "loss");
    assertThat(loss).isEqualTo(layer(conf, "loss")).hasSameHashCodeAs(layer(conf, "loss"));
    assertThat(loss.getLayerName()).isEqualTo("loss");
    assertThat(loss.getLatentSize()).isEqualTo(TinyVae.LATENT_SIZE);
    assertThat(loss.getLikelihood()).isInstanceOf(BernoulliLikelihood.class);
    assertThat(loss.getKlWeight()).isEqualTo(schedule).isNotSameAs(schedule);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void aRestoredNetworkGoesOnAsIfNothingHadHappened(ISchedule schedule) throws IOException {
    SeededMatrices random = new SeededMatrices(50, DataType.FLOAT);
    INDArray x = random.pixels(5, TinyVae.FEATURES);
    DataSet batch = new DataSet(x, x);
    ComputationGraph net =
        new TinyVae()
            .type(DataType.FLOAT)
            .updater(new Adam(0.01))
            .klWeight(schedule)
            .at(2, 1)
            .net();
    step(net, batch, 51);
    step(net, batch, 52);

    ComputationGraph restored = throughSerializer(net);

    assertSameBits("parameters", restored.params(), net.params());
    assertSameBits("output", restored.outputSingle(x), net.outputSingle(x));
    assertThat(restored.score(batch)).isEqualTo(net.score(batch));
    assertThat(VaeLoss.of(restored).lossTerms()).isEqualTo(VaeLoss.of(net).lossTerms());

    step(net, batch, 53);
    step(restored, batch, 53);

    assertThat(restored.score()).isEqualTo(net.score());
    assertThat(VaeLoss.of(restored).lossTerms().klWeight())
        .isEqualTo(schedule.valueAt(net.getIterationCount() - 1, net.getEpochCount()));
    assertSameBits("parameters after a step", restored.params(), net.params());
  }

  static Stream<TinyVae> klTerms() {
    return Stream.of(
        new TinyVae().freeBits(0.3).klCapacity(LinearWarmup.epochs(4)),
        new TinyVae().klCapacity(CyclicalSchedule.iterations(5, 2)).klWeight(10),
        new TinyVae().prior(Prior.fixed(List.of(0.5, -1.0), List.of(0.3, -0.7))),
        new TinyVae().priorFrom(TinyVae.linear(4)),
        new TinyVae().priorFrom(new LearnedPriorLayer.Builder().latentSize(2).build()));
  }

  @ParameterizedTest
  @MethodSource("klTerms")
  void everyKlTermComesBack(TinyVae vae) throws IOException {
    INDArray x = new SeededMatrices(55, DataType.DOUBLE).pixels(5, TinyVae.FEATURES);
    DataSet batch = new DataSet(x, x);
    ComputationGraph net = vae.updater(new Adam(0.01)).net();
    assertThat(ComputationGraphConfiguration.fromJson(net.getConfiguration().toJson()))
        .isEqualTo(net.getConfiguration());
    step(net, batch, 51);

    ComputationGraph restored = throughSerializer(net);
    step(net, batch, 52);
    step(restored, batch, 52);

    assertSameBits("parameters after a step", restored.params(), net.params());
    assertThat(VaeLoss.of(restored).lossTerms()).isEqualTo(VaeLoss.of(net).lossTerms());
  }

  /** A layer of version 0.1 had a weight alone. */
  @Test
  void jsonWithoutTheLaterSettingsIsReadWithTheirDefaults() {
    ComputationGraphConfiguration conf = new TinyVae().klWeight(4).configuration();
    String json = conf.toJson();
    String older =
        json.replaceAll("\"freeBits\" : [^,]*,\\s*", "")
            .replaceAll("\"klCapacity\" : \\{[^}]*\\},\\s*", "")
            .replaceAll("\"prior\" : \\{[^}]*\\},?\\s*", "")
            .replaceAll(",(\\s*\\})", "$1");

    assertThat(older).doesNotContain("freeBits", "klCapacity", "\"prior\"");
    assertThat(ComputationGraphConfiguration.fromJson(older)).isEqualTo(conf);
  }

  @Test
  void layersThatDifferInAFieldAreNotEqual() {
    VaeLossLayer.Builder loss =
        new VaeLossLayer.Builder().latentSize(2).likelihood(new BernoulliLikelihood());
    VaeLossLayer one = loss.build();

    assertThat(one).isEqualTo(loss.build()).isNotEqualTo(loss.klWeight(4).build());
    assertThat(one).isNotEqualTo(loss.klWeight(1).latentSize(3).build());
    assertThat(one).isEqualTo(loss.latentSize(2).build());
    assertThat(one).isNotEqualTo(loss.freeBits(0.1).build());
    assertThat(one).isNotEqualTo(loss.freeBits(0).klCapacity(new FixedSchedule(1)).build());
    assertThat(one)
        .isNotEqualTo(loss.klCapacity(new FixedSchedule(0)).prior(Prior.input()).build());
    assertThat(new GaussianSamplingLayer.Builder().latentSize(2).build())
        .isEqualTo(new GaussianSamplingLayer.Builder().latentSize(2).build())
        .isNotEqualTo(new GaussianSamplingLayer.Builder().latentSize(3).build());
  }

  @Test
  void aCloneComputesTheSame() {
    INDArray x = new SeededMatrices(54, DataType.DOUBLE).pixels(3, TinyVae.FEATURES);
    ComputationGraph net = new TinyVae().klWeight(4).net();

    ComputationGraph clone = net.clone();

    assertThat(clone.score(new DataSet(x, x))).isEqualTo(net.score(new DataSet(x, x)));
  }

  private static void step(ComputationGraph net, DataSet batch, long seed) {
    Nd4j.getRandom().setSeed(seed);
    net.fit(batch);
  }

  private static ComputationGraph throughSerializer(ComputationGraph net) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, out, true);
    return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));
  }

  private static Layer layer(ComputationGraphConfiguration conf, String name) {
    return ((LayerVertex) conf.getVertices().get(name)).getLayerConf().getLayer();
  }
}
