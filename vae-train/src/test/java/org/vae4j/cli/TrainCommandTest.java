package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.run.RunFolder;

class TrainCommandTest {
  private static final String[] TIME_COLUMNS = {"examples_per_second", "seconds"};

  @TempDir private static Path folder;
  private static Path run;
  private static CommandRun training;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    training = train(run, 1);
    assertThat(training.exitCode()).as(training.err()).isZero();
  }

  private static CommandRun train(Path run, int seed) {
    return CommandRun.of(
        "train",
        "--epochs",
        2,
        "--limit",
        300,
        "--batch-size",
        64,
        "--hidden",
        "32",
        "--latent",
        4,
        "--validation-size",
        50,
        "--kl-warmup",
        1,
        "--seed",
        seed,
        "--run-dir",
        run);
  }

  @Test
  void putsResultsOnStdoutAndTheRestOnStderr() {
    assertThat(training.out()).contains("train ").contains("test ").endsWith(run + "\n");
    assertThat(training.out()).doesNotContain("epoch 2/2");
    assertThat(training.err()).contains("digits, 2 epochs, seed 1").contains("epoch 2/2");
  }

  /** So high a rate soon brings no new low. */
  @Test
  void saysWhichEpochTheModelIsOf() throws IOException {
    Path early = folder.resolve("early");
    CommandRun ended =
        CommandRun.of(
            "train",
            "--epochs",
            6,
            "--limit",
            300,
            "--hidden",
            "32",
            "--latent",
            4,
            "--validation-size",
            50,
            "--learning-rate",
            1,
            "--patience",
            1,
            "--final-model",
            "best",
            "--run-dir",
            early);
    JsonNode summary = new ObjectMapper().readTree(early.resolve("summary.json").toFile());
    int epochs = summary.get("epochs").asInt();
    assertThat(epochs).isLessThan(6);
    assertThat(summary.get("modelEpoch").asInt()).isEqualTo(epochs - 1);
    assertThat(ended.err())
        .contains(
            "ended after %d of 6 epochs: epoch %d had the lowest validation loss, and is the model"
                .formatted(epochs, epochs - 1));
    assertThat(training.err()).doesNotContain("and is the model");
  }

  @Test
  void writesACompleteRunFolder() {
    assertThat(
            List.of(
                "config.yaml",
                "metrics.csv",
                "summary.json",
                "checkpoints/epoch-0001.zip",
                "checkpoints/epoch-0002.zip",
                "checkpoints/latest",
                "images/samples.png",
                "images/reconstructions.png"))
        .allSatisfy(name -> assertThat(run.resolve(name)).isNotEmptyFile());
  }

  @Test
  void writesARowOfMetricsAnEpoch() throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .isEqualTo(
            "epoch,iteration,train_objective,train_loss,train_reconstruction,train_kl,"
                + "validation_loss,validation_reconstruction,validation_kl,"
                + "test_loss,test_reconstruction,test_kl,"
                + "kl_weight,learning_rate,examples_per_second,seconds");
    List<String> names = List.of(lines.get(0).split(","));
    String[] row = lines.get(2).split(",", -1);
    assertThat(row).hasSameSizeAs(names);
    // 250 examples in batches of 64: four steps an epoch
    assertThat(row[names.indexOf("iteration")]).isEqualTo("8");
    assertThat(row[names.indexOf("kl_weight")]).isEqualTo("1.0");
    double loss = Double.parseDouble(row[names.indexOf("validation_loss")]);
    double sum =
        Double.parseDouble(row[names.indexOf("validation_reconstruction")])
            + Double.parseDouble(row[names.indexOf("validation_kl")]);
    assertThat(loss).isEqualTo(sum);
  }

  @Test
  void summarisesTheRun() throws IOException {
    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    assertThat(summary.get("dataset").asText()).isEqualTo("digits");
    assertThat(summary.get("epochs").asInt()).isEqualTo(2);
    assertThat(summary.get("latentSize").asInt()).isEqualTo(4);
    // 784·32 + 32 + 32·8 + 8 + 4·32 + 32 + 32·784 + 784
    assertThat(summary.get("parameters").asInt()).isEqualTo(51_416);
    for (String part : List.of("train", "test")) {
      assertThat(summary.get(part).fieldNames())
          .toIterable()
          .containsExactly("loss", "reconstruction", "kl");
    }
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    assertThat(lines.get(2)).contains(summary.get("test").get("loss").asText());
  }

  @Test
  void givesTheSameBitsForTheSameSeed() throws IOException {
    Path again = folder.resolve("again");
    assertThat(train(again, 1).exitCode()).isZero();
    assertThat(metricsWithoutTimes(again)).isEqualTo(metricsWithoutTimes(run));
    assertThat(RunFolder.open(again).model().net().params())
        .isEqualTo(RunFolder.open(run).model().net().params());

    Path other = folder.resolve("other");
    assertThat(train(other, 2).exitCode()).isZero();
    assertThat(metricsWithoutTimes(other)).isNotEqualTo(metricsWithoutTimes(run));
  }

  @Test
  void trainsAgainFromItsConfig() throws IOException {
    Path again = folder.resolve("from-config");
    CommandRun result =
        CommandRun.of("train", "--config", run.resolve("config.yaml"), "--run-dir", again);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(metricsWithoutTimes(again)).isEqualTo(metricsWithoutTimes(run));
  }

  @Test
  void quietPrintsTheRunFolderAlone() {
    Path quiet = folder.resolve("quiet");
    CommandRun result =
        CommandRun.of(
            "train", "--epochs", 1, "--limit", 64, "--hidden", "8", "--quiet", "--run-dir", quiet);
    assertThat(result).isEqualTo(new CommandRun(0, quiet + "\n", ""));
  }

  @Test
  void evaluatesAsJson() throws IOException {
    CommandRun result = CommandRun.of("evaluate", run, "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "loss",
            "reconstruction",
            "kl",
            "klPerUnit",
            "activeUnits",
            "elboTerms",
            "dataUnits",
            "mse",
            "psnr",
            "n",
            "split",
            "checkpoint",
            "standardErrors",
            "classAccuracy");
    assertThat(json.get("n").asInt()).isEqualTo(2000);
    assertThat(json.get("klPerUnit")).hasSize(4);
    assertThat(json.get("loss").asDouble())
        .isEqualTo(json.get("reconstruction").asDouble() + json.get("kl").asDouble());
    assertThat(CommandRun.of("evaluate", run, "--json")).isEqualTo(result);
    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    assertThat(json.get("loss")).isEqualTo(summary.get("test").get("loss"));
  }

  @Test
  void evaluatesOtherParts() {
    assertThat(CommandRun.of("evaluate", run, "--split", "validation").out())
        .contains("validation, 50 examples");
    assertThat(CommandRun.of("evaluate", run, "--split", "train").out())
        .contains("train, 250 examples");
    CommandRun unknown = CommandRun.of("evaluate", run, "--split", "dev");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo("vae: --split: expected train, validation or test, got 'dev'\n");
  }

  @Test
  void drawsSamplesBySeed() throws IOException {
    Path one = folder.resolve("one.png");
    Path two = folder.resolve("two.png");
    assertThat(CommandRun.of("sample", run, "--count", 12, "--seed", 5, "--out", one).exitCode())
        .isZero();
    assertThat(CommandRun.of("sample", run, "--count", 12, "--seed", 5, "--out", two).exitCode())
        .isZero();
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
    BufferedImage picture = ImageIO.read(one.toFile());
    long levels =
        IntStream.range(0, picture.getWidth()).map(x -> picture.getRGB(x, 30)).distinct().count();
    assertThat(levels).isGreaterThan(5);
  }

  @Test
  void drawsReconstructions() throws IOException {
    Path file = folder.resolve("pairs.png");
    CommandRun result = CommandRun.of("reconstruct", run, "--count", 5, "--out", file);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo(file + "\n");
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(5 * 58 + 2);
    assertThat(picture.getHeight()).isEqualTo(2 * 58 + 2);
  }

  private static List<String> metricsWithoutTimes(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    return lines.stream()
        .map(
            line -> {
              String[] columns = line.split(",", -1);
              return String.join(
                  ",", List.of(columns).subList(0, columns.length - TIME_COLUMNS.length));
            })
        .toList();
  }
}
