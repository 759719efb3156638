package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.DatasetFiles;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.drawn.Digits;
import org.vae4j.run.RunFolder;

/** A model of convolutions from the command line, from training to pictures. */
@Tag("stress") // many seconds of runs or networks
class ConvCommandTest {
  @TempDir private Path folder;

  /** Few, as convolutions take long. */
  private List<Object> digits;

  @BeforeEach
  void fewDigits() throws IOException {
    DatasetSplits all = Digits.generate(1);
    digits = new ArrayList<>();
    new DatasetFiles(folder, DatasetSplits.of(all.train().take(192), all.test().take(50)))
        .idx()
        .forEach((name, value) -> digits.addAll(List.of("--" + name, value)));
  }

  private CommandRun train(Path run) {
    List<Object> words = new ArrayList<>(List.of("train", "--architecture", "conv"));
    words.addAll(digits);
    words.addAll(List.of("--epochs", 2, "--batch-size", 32, "--hidden", "32", "--latent", 4));
    words.addAll(List.of("--run-dir", run));
    return CommandRun.of(words.toArray());
  }

  @Test
  void trainsEvaluatesAndDraws() throws Exception {
    Path run = folder.resolve("run");
    CommandRun training = train(run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    ObjectMapper json = new ObjectMapper();
    double loss =
        json.readTree(run.resolve("summary.json").toFile()).get("test").get("loss").asDouble();
    // Untrained, a pixel costs ln 2: 543 nats. A dozen steps do better.
    assertThat(loss).isLessThan(500);
    CommandRun evaluation = CommandRun.of("evaluate", run, "--json");
    assertThat(json.readTree(evaluation.out()).get("loss").asDouble()).isEqualTo(loss);
    assertThat(RunFolder.open(run).settings().model().hidden().lower()).containsExactly(32);

    for (String command : List.of("sample", "reconstruct")) {
      Path file = folder.resolve(command + ".png");
      CommandRun drawing = CommandRun.of(command, run, "--count", 4, "--out", file);
      assertThat(drawing.exitCode()).as(drawing.err()).isZero();
      assertThat(file).isNotEmptyFile();
    }
  }

  @Test
  void givesTheSameBitsForTheSameSeed() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    assertThat(train(one).exitCode()).isZero();
    assertThat(train(two).exitCode()).isZero();
    assertThat(RunFolder.open(two).model().net().params())
        .isEqualTo(RunFolder.open(one).model().net().params());
    assertThat(Files.readString(two.resolve("config.yaml")))
        .isEqualTo(Files.readString(one.resolve("config.yaml")))
        .contains("architecture: conv");
  }
}
