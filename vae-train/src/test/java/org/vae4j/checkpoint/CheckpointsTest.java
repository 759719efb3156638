package org.vae4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.SmallVae;
import org.vae4j.model.Vae;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;

class CheckpointsTest {
  @TempDir private Path folder;

  private final Vae vae = SmallVae.untrained(1);

  @BeforeEach
  void train() {
    train(vae, 2);
  }

  @Test
  void bringsBackParametersUpdaterAndCounts() throws IOException {
    Vae restored = Vae.load(new Checkpoints(folder).save(vae));
    assertThat(restored.net().params()).isEqualTo(vae.net().params());
    assertThat(restored.net().updaterState()).isEqualTo(vae.net().updaterState());
    assertThat(restored.net().getEpochCount()).isEqualTo(2);
    assertThat(restored.net().getIterationCount()).isEqualTo(vae.net().getIterationCount());
  }

  @Test
  void trainsOnToTheSameBits() throws IOException {
    Vae restored = Vae.load(new Checkpoints(folder).save(vae));
    train(restored, 4);
    train(vae, 4);
    assertThat(restored.net().params()).isEqualTo(vae.net().params());
  }

  @Test
  void opensInPlainDeeplearning4j() throws IOException {
    Path file = new Checkpoints(folder).save(vae);
    ComputationGraph net = ModelSerializer.restoreComputationGraph(file.toFile(), true);
    assertThat(net.params()).isEqualTo(vae.net().params());
  }

  @Test
  void pointsToTheNewest() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder);
    assertThat(checkpoints.latest()).isEmpty();
    checkpoints.save(vae);
    train(vae, 3);
    checkpoints.save(vae);
    assertThat(checkpoints.latest()).contains(folder.resolve("epoch-0003.zip"));
    assertThat(folder).isDirectoryContaining(path -> path.endsWith("epoch-0002.zip"));
  }

  @Test
  void leavesNothingUnfinished() throws IOException {
    new Checkpoints(folder).save(vae);
    try (var entries = Files.list(folder)) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("epoch-0002.zip", "latest");
    }
  }

  private static void train(Vae vae, int epochs) {
    new Trainer(vae, TrainingData.of(SmallVae.data(64, 8), 16, 1), 1, List.of()).train(epochs);
  }
}
