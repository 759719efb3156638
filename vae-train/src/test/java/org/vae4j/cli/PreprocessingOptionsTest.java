package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stress") // many seconds of runs or networks
class PreprocessingOptionsTest {
  @TempDir private Path folder;

  private CommandRun train(String flags) {
    List<Object> words = new ArrayList<>(List.of("train", "--run-dir", folder.resolve("run")));
    String small =
        "--quiet --epochs 2 --limit 100 --validation-size 20 --batch-size 32 --hidden 16 --latent 3";
    words.addAll(List.of(small.split(" ", -1)));
    words.addAll(List.of(flags.split(" ", -1)));
    return CommandRun.of(words.toArray());
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  /** What is evaluated later is what was trained on: the same losses, to the bit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--binarize dynamic",
        "--dequantize uniform --likelihood gaussian-shared-variance --crop-pad 20x32",
      })
  void trainsAndEvaluatesAlike(String flags) throws IOException {
    requireTrainedAndEvaluatedAlike(flags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--binarize threshold",
        "--binarize static",
        "--scale standard --likelihood gaussian",
        "--scale none --likelihood laplace",
        "--classes 3,7 --architecture conv --crop-pad 32x32",
      })
  void trainsAndEvaluatesAlikeWhateverTheSettings(String flags) throws IOException {
    requireTrainedAndEvaluatedAlike(flags);
  }

  private void requireTrainedAndEvaluatedAlike(String flags) throws IOException {
    CommandRun training = train(flags);
    assertThat(training.exitCode()).as(training.err()).isZero();
    Path run = folder.resolve("run");

    JsonNode summary = json(Files.readString(run.resolve("summary.json")));
    JsonNode test = json(CommandRun.of("evaluate", run, "--json").out());
    assertThat(test.get("loss")).isEqualTo(summary.get("test").get("loss"));
    JsonNode validation =
        json(CommandRun.of("evaluate", run, "--json", "--split", "validation").out());
    List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
    int column = List.of(metrics.get(0).split(",", -1)).indexOf("validation_loss");
    assertThat(validation.get("loss").asDouble())
        .isEqualTo(Double.parseDouble(metrics.get(2).split(",", -1)[column]));

    for (String command : List.of("sample", "reconstruct")) {
      CommandRun drawn = CommandRun.of(command, run, "--out", folder.resolve(command + ".png"));
      assertThat(drawn.exitCode()).as(drawn.err()).isZero();
    }
    assertThat(folder.resolve("reconstruct.png"))
        .hasSameBinaryContentAs(run.resolve("images/reconstructions.png"));
    assertThat(folder.resolve("sample.png"))
        .hasSameBinaryContentAs(run.resolve("images/samples.png"));
  }

  @Test
  void classesAreThoseOfBothParts() throws IOException {
    assertThat(train("--classes 3").exitCode()).isZero();
    // digits has 2,000 test examples in ten classes of equal size
    JsonNode test = json(CommandRun.of("evaluate", folder.resolve("run"), "--json").out());
    assertThat(test.get("n").asInt()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--scale standard  | expected",
        "--scale none      | expected",
        "--classes 12      | digits, classes: expected some of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, found '12'",
        "--binarize dynamic --scale standard | --scale: expected unit beside --binarize dynamic, got standard",
      })
  void refusesWhatDoesNotFitInOneLine(String flags, String message) {
    CommandRun training = train(flags);
    assertThat(training.exitCode()).as(training.err()).isEqualTo(2);
    assertThat(training.err().strip()).startsWith("vae: ").contains(message).hasLineCount(1);
  }
}
