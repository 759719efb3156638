package org.vae4j.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.SmallVae;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Objective;
import org.vae4j.model.Vae;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;
import org.vae4j.train.TrainingPlan;

/**
 * Makes the files of {@code src/test/resources/checkpoints} when the format changes: a small
 * trained checkpoint, and what its model says of a few x. Files that are there already stay as they
 * are for ever: every later version reads them.
 */
final class CompatibilityFixture {
  private CompatibilityFixture() {}

  /** Writes {@code format-N.zip} and {@code format-N.json} into the folder that is named. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Checkpoint checkpoint = checkpoint();
    String name = "format-" + Manifest.FORMAT;
    checkpoint.write(folder.resolve(name + ".zip"));

    INDArray x = examples();
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode expected = mapper.createObjectNode();
    expected.put("epoch", checkpoint.vae().net().getEpochCount());
    expected.put("iteration", checkpoint.vae().net().getIterationCount());
    expected.put("parametersSha256", checkpoint.parametersSha256());
    expected.put("updaterStateSha256", checkpoint.updaterStateSha256());
    expected.set("state", checkpoint.state());
    DiagonalGaussian posterior = checkpoint.vae().encode(x);
    expected.set("x", rows(x));
    expected.set("mean", rows(posterior.mean()));
    expected.set("logVariance", rows(posterior.logVariance()));
    expected.set("reconstruction", rows(checkpoint.vae().reconstruct(x)));
    mapper.writeValue(folder.resolve(name + ".json").toFile(), expected);
  }

  private static Checkpoint checkpoint() {
    MlpArchitecture architecture =
        new MlpArchitecture(
            SmallVae.SHAPE.size(),
            List.of(8),
            Activation.RELU,
            Objective.of(
                new VaeLossLayer.Builder()
                    .latentSize(2)
                    .likelihood(new BernoulliLikelihood())
                    .klWeight(new LinearWarmup(ScheduleType.ITERATION, 0, 1, 6))
                    .build()),
            new LeanAdam(1e-2),
            5);
    ComputationGraph net = new ComputationGraph(architecture.configuration());
    net.init();
    Vae vae = Vae.of(net);
    new Trainer(vae, TrainingData.of(SmallVae.data(64, 8), 16, 5), TrainingPlan.seeded(5)).train(3);
    ObjectNode state = new ObjectMapper().createObjectNode().put("seed", 5).put("best", 12.25);
    return new Checkpoint(vae, state);
  }

  private static INDArray examples() {
    return Nd4j.linspace(0, 1, 3L * SmallVae.SHAPE.size(), DataType.FLOAT)
        .reshape(3, SmallVae.SHAPE.size());
  }

  private static JsonNode rows(INDArray matrix) {
    return new ObjectMapper().valueToTree(matrix.toFloatMatrix());
  }
}
