package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.SmallVae;
import org.vae4j.checkpoint.Checkpoint;

class InspectCommandTest {
  @TempDir private static Path folder;
  private static Path file;

  @BeforeAll
  static void train() {
    Path run = folder.resolve("run");
    CommandRun training =
        CommandRun.of(
            "train",
            "--epochs",
            2,
            "--limit",
            256,
            "--hidden",
            "8",
            "--latent",
            3,
            "--seed",
            9,
            "--quiet",
            "--run-dir",
            run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    file = run.resolve("checkpoints/epoch-0002.zip");
  }

  @Test
  void showsWhatACheckpointHolds() throws IOException {
    CommandRun result = CommandRun.of("inspect", file);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    // 784·8 + 8, 8·6 + 6, 3·8 + 8, 8·784 + 784
    assertThat(result.out())
        .contains("epoch           2\n")
        .contains("iteration       4\n")
        .contains("dataset         digits\n")
        .contains("parameters      13,422 FLOAT\n")
        .contains("updater state   26,844 FLOAT\n")
        .contains(Checkpoint.read(file).parametersSha256())
        .containsPattern("hidden +LeanDenseLayer +784 +8 +6,280 +x\n")
        .containsPattern("z +GaussianSamplingLayer +.*0 +posterior\n");
  }

  @Test
  void printsJsonAndNothingElse() throws IOException {
    CommandRun result = CommandRun.of("inspect", file, "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(result.out());
    Checkpoint checkpoint = Checkpoint.read(file);
    assertThat(json.get("parametersSha256").asText()).isEqualTo(checkpoint.parametersSha256());
    assertThat(json.get("updaterStateSha256").asText()).isEqualTo(checkpoint.updaterStateSha256());
    assertThat(json.get("format").intValue()).isEqualTo(1);
    assertThat(json.get("epoch").intValue()).isEqualTo(2);
    assertThat(json.get("iteration").intValue()).isEqualTo(4);
    assertThat(json.get("latentSize").intValue()).isEqualTo(3);
    assertThat(json.get("parameters").longValue())
        .isEqualTo(checkpoint.vae().net().numParams())
        .isEqualTo(13_422);
    assertThat(json.get("dataset").asText()).isEqualTo("digits");
    assertThat(json.get("state").get("training").get("seed").intValue()).isEqualTo(9);
    assertThat(json.get("metrics").get("test").get("loss").doubleValue()).isPositive();
    assertThat(json.get("versions").has("vae4j")).isTrue();
    assertThat(json.get("architecture")).hasSize(checkpoint.vae().net().getVertices().length - 1);
    assertThat(json.get("sha256").size()).isEqualTo(3);
  }

  @Test
  void showsAFileOfDeeplearning4j() throws IOException {
    Path plain = folder.resolve("plain.zip");
    ModelSerializer.writeModel(SmallVae.untrained(1).net(), plain.toFile(), false);
    CommandRun result = CommandRun.of("inspect", plain);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("format          DL4J's own").contains("epoch           0");
  }

  @Test
  void refusesADamagedOne() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged.zip"), bytes);
    CommandRun result = CommandRun.of("inspect", damaged, "--json");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("vae: " + damaged + ": ").hasLineCount(1);
  }

  @Test
  void refusesWhatIsNoCheckpoint() throws IOException {
    for (Path other :
        new Path[] {
          folder, folder.resolve("none.zip"), Files.writeString(folder.resolve("x"), "x")
        }) {
      CommandRun result = CommandRun.of("inspect", other);
      assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
      assertThat(result.err()).contains(other.toString()).hasLineCount(1);
    }
  }

  /** What reads a run says the same of its checkpoint. */
  @Test
  void aRunWithADamagedCheckpointIsBadInput() throws IOException {
    Path run = folder.resolve("damaged-run");
    CommandRun training =
        CommandRun.of(
            "train", "--epochs", 1, "--limit", 64, "--hidden", "8", "--quiet", "--run-dir", run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    Path checkpoint = run.resolve("checkpoints/epoch-0001.zip");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);
    CommandRun result = CommandRun.of("sample", run);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("vae: " + checkpoint + ": ").contains("expected SHA-256");
  }
}
