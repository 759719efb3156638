package org.vae4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.vae4j.SmallVae;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.model.Vae;

/** Networks of one's own, in files that DL4J wrote and in ours. */
class PlainCheckpointTest {
  @TempDir private Path folder;

  @Test
  void readsWhatDeeplearning4jWrites() throws IOException {
    ComputationGraph net = trained(new AMSGrad(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 2)));
    Checkpoint restored = Checkpoint.read(written(net, true));
    assertThat(restored.vae().net().params()).isEqualTo(net.params());
    assertThat(restored.vae().net().updaterState()).isEqualTo(net.updaterState());
    assertThat(restored.vae().net().getIterationCount()).isEqualTo(3);
    assertThat(restored.state()).isEmpty();
  }

  @Test
  void readsWhatDeeplearning4jWritesWithoutUpdater() throws IOException {
    ComputationGraph net = trained(new Nesterovs(0.1));
    Checkpoint restored = Checkpoint.read(written(net, false));
    assertThat(restored.vae().net().params()).isEqualTo(net.params());
    assertThat(restored.updaterStateSha256())
        .isEqualTo(ArrayDigest.of(Nd4j.zerosLike(net.updaterState())));
  }

  @Test
  void keepsAnUpdaterWithoutState() throws IOException {
    ComputationGraph net = trained(new Sgd(0.1));
    Path file = folder.resolve("sgd.zip");
    Checkpoint checkpoint = new Checkpoint(Vae.of(net), state());
    checkpoint.write(file);
    Checkpoint restored = Checkpoint.read(file);
    assertThat(restored.vae().net().params()).isEqualTo(net.params());
    // SHA-256 of nothing, FIPS 180-4
    assertThat(restored.updaterStateSha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(CheckpointReader.standard().inspect(file).updaterState()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void keepsEitherPrecision(DataType type) throws IOException {
    ComputationGraph net = trained(new AMSGrad(0.01), type);
    Path file = folder.resolve("file.zip");
    new Checkpoint(Vae.of(net), state()).write(file);
    Checkpoint restored = Checkpoint.read(file);
    assertThat(restored.vae().net().params()).isEqualTo(net.params());
    assertThat(restored.vae().net().params().dataType()).isEqualTo(type);
    assertThat(restored.updaterStateSha256()).isEqualTo(ArrayDigest.of(net.updaterState()));
  }

  @Test
  void refusesANormaliser() throws IOException {
    NormalizerMinMaxScaler normaliser = new NormalizerMinMaxScaler();
    normaliser.fit(new DataSet(Nd4j.rand(4, 20), Nd4j.rand(4, 20)));
    Path file = written(trained(new Sgd(0.1)), true);
    ModelSerializer.addNormalizerToModel(file.toFile(), normaliser);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining("normalizer.bin")
        .hasMessageContaining("Java objects are never read");
  }

  @Test
  void refusesAMultiLayerNetwork() throws IOException {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(2).build())
                .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
                .build());
    net.init();
    Path file = folder.resolve("file.zip");
    ModelSerializer.writeModel(net, file.toFile(), true);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining("configuration.json: expected");
  }

  @Test
  void refusesAGraphThatIsNoVae() throws IOException {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(4))
                .addLayer("y", new OutputLayer.Builder().nOut(2).build(), "x")
                .setOutputs("y")
                .build());
    net.init();
    assertThatThrownBy(() -> Checkpoint.read(written(net, true)))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining("a vertex 'posterior'");
  }

  @Test
  void readsClassesOfOnesOwnWhenTold() throws IOException {
    ComputationGraph net = new ComputationGraph(configuration(new Sgd(0.1), DataType.FLOAT));
    net.getConfiguration().getVertices().values().stream()
        .filter(vertex -> vertex instanceof LayerVertex)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
        .filter(layer -> layer instanceof DenseLayer)
        .forEach(layer -> ((DenseLayer) layer).setActivationFn(new OwnActivation()));
    net.init();
    Path file = written(net, true);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining("org.vae4j.checkpoint.OwnActivation");
    for (String name : List.of("org.vae4j.checkpoint.OwnActivation", "org.vae4j.checkpoint.*")) {
      CheckpointReader reader =
          CheckpointReader.allowing(AllowedClasses.standard().and("com.example.Other", name));
      assertThat(reader.read(file).vae().net().params()).isEqualTo(net.params());
    }
    System.setProperty(
        AllowedClasses.PROPERTY, "com.example.*, org.vae4j.checkpoint.OwnActivation");
    try {
      assertThat(Checkpoint.read(file).vae().net().params()).isEqualTo(net.params());
    } finally {
      System.clearProperty(AllowedClasses.PROPERTY);
    }
  }

  @Test
  void allowsAPackageWithoutThoseInside() {
    AllowedClasses allowed = AllowedClasses.standard().and("com.example.*", "com.other.One");
    assertThat(
            List.of(
                "com.example.A",
                "com.example.A$B",
                "com.other.One",
                "com.other.One$Inner",
                "org.vae4j.layers.lean.LeanDenseLayer"))
        .allMatch(allowed::contains);
    assertThat(
            List.of(
                "com.example.inner.A",
                "com.other.Two",
                "com.exampleA",
                "java.lang.String",
                "",
                "*"))
        .noneMatch(allowed::contains);
  }

  private ComputationGraph trained(IUpdater updater) {
    return trained(updater, DataType.FLOAT);
  }

  private static ComputationGraph trained(IUpdater updater, DataType type) {
    ComputationGraph net = new ComputationGraph(configuration(updater, type));
    net.init();
    INDArray x = Nd4j.rand(type, 5, SmallVae.SHAPE.size());
    for (int step = 0; step < 3; step++) {
      net.fit(new DataSet(x, x));
    }
    return net;
  }

  private static ComputationGraphConfiguration configuration(IUpdater updater, DataType type) {
    int features = SmallVae.SHAPE.size();
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(updater)
        .dataType(type)
        .graphBuilder()
        .addInputs("x")
        .setInputTypes(InputType.feedForward(features))
        .addLayer("posterior", new DenseLayer.Builder().nOut(4).build(), "x")
        .addLayer("z", new GaussianSamplingLayer.Builder().latentSize(2).build(), "posterior")
        .addLayer("logits", new DenseLayer.Builder().nOut(features).build(), "z")
        .addLayer(
            "loss",
            new VaeLossLayer.Builder().latentSize(2).likelihood(new BernoulliLikelihood()).build(),
            "logits",
            "posterior")
        .setOutputs("loss")
        .build();
  }

  private Path written(ComputationGraph net, boolean updater) throws IOException {
    Path file = folder.resolve("plain.zip");
    ModelSerializer.writeModel(net, file.toFile(), updater);
    return file;
  }

  private static ObjectNode state() {
    return new ObjectMapper().createObjectNode();
  }
}
