package org.vae4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.vae4j.train.TrainingPlan;

class CheckpointsTest {
  @TempDir private Path folder;

  private final Vae vae = SmallVae.untrained(1);
  private final ObjectNode state = new ObjectMapper().createObjectNode();

  @BeforeEach
  void train() {
    train(vae, 2);
    state.put("seed", 1).put("weight", 0.1).putArray("sums").add(1.5).add(1e300);
  }

  @Test
  void bringsBackEverythingToTheBit() throws IOException {
    Checkpoint saved = new Checkpoint(vae, state);
    Checkpoint restored = Checkpoint.read(save(new Checkpoints(folder), Position.endOf(2)));
    assertThat(restored.vae().net().params()).isEqualTo(vae.net().params());
    assertThat(restored.vae().net().updaterState()).isEqualTo(vae.net().updaterState());
    assertThat(restored.parametersSha256()).isEqualTo(saved.parametersSha256());
    assertThat(restored.updaterStateSha256()).isEqualTo(saved.updaterStateSha256());
    assertThat(restored.vae().net().getEpochCount()).isEqualTo(2);
    assertThat(restored.vae().net().getIterationCount()).isEqualTo(vae.net().getIterationCount());
    assertThat(restored.vae().net().getConfiguration().toJson())
        .isEqualTo(vae.net().getConfiguration().toJson());
    assertThat(restored.state()).isEqualTo(state);
  }

  @Test
  void trainsOnToTheSameBits() throws IOException {
    Vae restored = Checkpoint.read(save(new Checkpoints(folder), Position.endOf(2))).vae();
    train(restored, 4);
    train(vae, 4);
    assertThat(restored.net().params()).isEqualTo(vae.net().params());
    assertThat(restored.net().updaterState()).isEqualTo(vae.net().updaterState());
  }

  @Test
  void opensInPlainDeeplearning4j() throws IOException {
    Path file = save(new Checkpoints(folder), Position.endOf(2));
    ComputationGraph net = ModelSerializer.restoreComputationGraph(file.toFile(), true);
    assertThat(net.params()).isEqualTo(vae.net().params());
    assertThat(net.updaterState()).isEqualTo(vae.net().updaterState());
    assertThat(net.getIterationCount()).isEqualTo(vae.net().getIterationCount()).isPositive();
    assertThat(net.getEpochCount()).isEqualTo(2);
  }

  @Test
  void writesEqualCheckpointsAsEqualBytes() throws IOException {
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");
    new Checkpoint(vae, state).write(first);
    Checkpoint.read(first).write(second);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void keepsItsStateToItself() {
    Checkpoint checkpoint = new Checkpoint(vae, state);
    state.put("seed", 2);
    checkpoint.state().put("seed", 3);
    assertThat(checkpoint.state().get("seed").intValue()).isEqualTo(1);
  }

  @Test
  void pointsToTheNewestAndTheBest() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder);
    assertThat(checkpoints.latest()).isEmpty();
    assertThat(checkpoints.best()).isEmpty();
    Path best = checkpoints.save(new Checkpoint(vae, state), Position.endOf(2), true);
    train(vae, 3);
    save(checkpoints, Position.endOf(3));
    assertThat(checkpoints.latest()).contains(folder.resolve("epoch-0003.zip"));
    assertThat(checkpoints.best().orElseThrow()).hasSameBinaryContentAs(best);
    checkpoints.save(new Checkpoint(vae, state), Position.endOf(3), true);
    assertThat(checkpoints.best().orElseThrow())
        .hasSameBinaryContentAs(folder.resolve("epoch-0003.zip"));
    assertThat(names()).containsExactly("best.zip", "epoch-0002.zip", "epoch-0003.zip", "latest");
  }

  @Test
  void keepsTheLastTheNthAndTheBest() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, new Retention(2, 5));
    for (int epoch = 1; epoch <= 13; epoch++) {
      checkpoints.save(new Checkpoint(vae, state), Position.endOf(epoch), epoch == 7);
    }
    assertThat(names())
        .containsExactly(
            "best.zip",
            "epoch-0005.zip",
            "epoch-0010.zip",
            "epoch-0012.zip",
            "epoch-0013.zip",
            "latest");
    assertThat(checkpoints.best()).isPresent();
  }

  @Test
  void supersedesACheckpointInsideAnEpoch() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, new Retention(1, 0));
    save(checkpoints, Position.endOf(1));
    save(checkpoints, Position.inside(2, 40));
    assertThat(names()).containsExactly("epoch-0001.zip", "epoch-0002-step-000040.zip", "latest");
    save(checkpoints, Position.inside(2, 80));
    assertThat(checkpoints.latest()).contains(folder.resolve("epoch-0002-step-000080.zip"));
    assertThat(names()).containsExactly("epoch-0001.zip", "epoch-0002-step-000080.zip", "latest");
    save(checkpoints, Position.endOf(2));
    assertThat(names()).containsExactly("epoch-0002.zip", "latest");
  }

  @Test
  void forgetsWhatLiesAheadOfARunThatWentBack() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder);
    for (int epoch = 1; epoch <= 3; epoch++) {
      save(checkpoints, Position.endOf(epoch));
    }
    save(checkpoints, Position.inside(2, 5));
    assertThat(names()).containsExactly("epoch-0001.zip", "epoch-0002-step-000005.zip", "latest");
  }

  /** The writer stopped between the checkpoint and its name in {@code latest}. */
  @Test
  void doesNotCountWhatLatestDoesNotName() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder);
    Path first = save(checkpoints, Position.endOf(1));
    Files.copy(first, folder.resolve("epoch-0002.zip"));
    assertThat(checkpoints.latest()).contains(first);
    assertThat(checkpoints.newestWhole()).contains(first);
  }

  @Test
  void takesTheNewestByNameWithoutLatest() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder);
    assertThat(checkpoints.isEmpty()).isTrue();
    Path first = checkpoints.save(new Checkpoint(vae, state), Position.endOf(1), true);
    Path second = save(checkpoints, Position.endOf(2));
    Files.delete(folder.resolve("latest"));
    assertThat(checkpoints.latest()).contains(second);
    assertThat(checkpoints.newestWhole()).contains(second);
    Files.delete(first);
    Files.delete(second);
    assertThat(checkpoints.latest()).contains(folder.resolve("best.zip"));
    assertThat(checkpoints.newestWhole()).contains(folder.resolve("best.zip"));
    assertThat(checkpoints.isEmpty()).isFalse();
    Files.delete(folder.resolve("best.zip"));
    assertThat(checkpoints.latest()).isEmpty();
    Files.writeString(folder.resolve("latest"), "epoch-0002.zip");
    assertThat(checkpoints.isEmpty()).isFalse();
  }

  @Test
  void refusesALatestThatNamesNone() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder);
    Path only = save(checkpoints, Position.endOf(1));
    for (String useless : List.of("", "epoch-0009.zip", "../../etc/passwd", "best.zip")) {
      Files.writeString(folder.resolve("latest"), useless + "\n");
      assertThatThrownBy(checkpoints::latest)
          .isInstanceOf(BadCheckpointException.class)
          .hasMessage(
              "%s: latest: expected the name of a checkpoint in this folder, found '%s'"
                  .formatted(folder, useless));
      assertThat(checkpoints.newestWhole()).contains(only);
    }
  }

  @Test
  void fallsBackToTheNewestWhole() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder);
    assertThat(checkpoints.newestWhole()).isEmpty();
    Path first = checkpoints.save(new Checkpoint(vae, state), Position.endOf(1), true);
    Path second = save(checkpoints, Position.inside(2, 3));
    assertThat(checkpoints.newestWhole()).contains(second);
    damage(second);
    assertThat(checkpoints.newestWhole()).contains(first);
    Files.delete(first);
    assertThat(checkpoints.newestWhole()).contains(folder.resolve("best.zip"));
    damage(folder.resolve("best.zip"));
    assertThat(checkpoints.newestWhole()).isEmpty();
  }

  @Test
  void clearsAwayWhatAKilledWriterLeft() throws IOException {
    Path left = Files.writeString(folder.resolve(".epoch-0001.zip.unfinished"), "half of it");
    Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
    save(new Checkpoints(folder), Position.endOf(1));
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void refusesAStateThatItCouldNotReadBack() {
    state.put("much", "x".repeat(Manifest.LIMIT));
    assertThatThrownBy(() -> save(new Checkpoints(folder), Position.endOf(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16777216 bytes");
    assertThat(folder).isEmptyDirectory();
  }

  private Path save(Checkpoints checkpoints, Position position) throws IOException {
    return checkpoints.save(new Checkpoint(vae, state), position, false);
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private List<String> names() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static void train(Vae vae, int epochs) {
    new Trainer(vae, TrainingData.of(SmallVae.data(64, 8), 16, 1), TrainingPlan.seeded(1))
        .train(epochs);
  }
}
