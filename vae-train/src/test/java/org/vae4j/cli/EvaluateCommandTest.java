package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void train() {
    run = trained("run");
  }

  private static Path trained(String name, Object... options) {
    Path path = folder.resolve(name);
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "--epochs", 2, "--limit", 400, "--hidden", "32", "--latent", 4));
    arguments.addAll(List.of("--quiet", "--run-dir", path));
    arguments.addAll(List.of(options));
    CommandRun training = CommandRun.of(arguments.toArray());
    assertThat(training.exitCode()).as(training.err()).isZero();
    return path;
  }

  private static JsonNode evaluated(Path path, Object... options) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("evaluate", path, "--json"));
    arguments.addAll(List.of(options));
    CommandRun evaluation = CommandRun.of(arguments.toArray());
    assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
    return new ObjectMapper().readTree(evaluation.out());
  }

  @Test
  void estimatesTheMarginalLikelihoodWhereAsked() throws IOException {
    JsonNode ten = evaluated(run, "--samples", 10, "--limit", 100);
    assertThat(ten.fieldNames())
        .toIterable()
        .containsExactly(
            "loss",
            "reconstruction",
            "kl",
            "klPerUnit",
            "activeUnits",
            "elboTerms",
            "nll",
            "dataUnits",
            "mse",
            "psnr",
            "n",
            "split",
            "checkpoint",
            "standardErrors",
            "classAccuracy");
    assertThat(ten.get("nll").fieldNames())
        .toIterable()
        .containsExactly("value", "samples", "standardError", "effectiveSampleSize", "gap");
    assertThat(ten.get("nll").get("effectiveSampleSize").asDouble()).isBetween(1.0, 10.0);
    assertThat(ten.get("n").asInt()).isEqualTo(100);
    double hundred =
        evaluated(run, "--samples", 100, "--limit", 100).get("nll").get("value").asDouble();
    // The bound tightens with K, by far more than one hundred examples' draws scatter.
    assertThat(ten.get("nll").get("value").asDouble())
        .isLessThan(ten.get("loss").asDouble())
        .isGreaterThan(hundred);
    assertThat(evaluated(run, "--samples", 10, "--limit", 100)).isEqualTo(ten);
  }

  @Test
  void givesStandardErrorsOfTheTerms() throws IOException {
    JsonNode few = evaluated(run, "--limit", 100);
    JsonNode many = evaluated(run, "--limit", 1600);
    for (String term : List.of("loss", "reconstruction", "kl")) {
      double error = few.get("standardErrors").get(term).asDouble();
      assertThat(error).isPositive();
      // As the root of the number of examples, which is a fourth; their spread is not known
      // exactly.
      assertThat(many.get("standardErrors").get(term).asDouble() / error)
          .isCloseTo(0.25, within(0.1));
    }
    assertThat(evaluated(run, "--limit", 1).get("standardErrors").get("kl").asText())
        .isEqualTo("NaN");
  }

  @Test
  void measuresReconstructionsAndClasses() throws IOException {
    JsonNode result = evaluated(run);
    double mse = result.get("mse").asDouble();
    assertThat(mse).isBetween(0.0, 0.25);
    // The mean of a convex function of each image's error: no less than that of the mean.
    assertThat(result.get("psnr").asDouble()).isGreaterThanOrEqualTo(-10 * Math.log10(mse));
    for (String name : List.of("nearestNeighbours", "logisticProbe")) {
      // Far above the tenth of a guess.
      assertThat(result.get("classAccuracy").get(name).asDouble()).isBetween(0.2, 1.0);
    }
  }

  @Test
  void saysOfHowManyTheClassesAreTold() throws IOException {
    JsonNode accuracy = evaluated(run, "--limit", 21).get("classAccuracy");
    assertThat(accuracy.get("n").asInt()).isEqualTo(11);
    double p = accuracy.get("logisticProbe").asDouble();
    assertThat(accuracy.get("standardErrors").get("logisticProbe").asDouble())
        .isEqualTo(Math.sqrt(p * (1 - p) / 11));
    JsonNode few = evaluated(run, "--limit", 18);
    assertThat(few.has("classAccuracy")).isFalse();
    String reason = "expected 10 examples to be asked, half of all, found 9";
    assertThat(few.get("noClassAccuracy").asText()).isEqualTo(reason);
    assertThat(CommandRun.of("evaluate", run, "--limit", 18).out()).contains("none, " + reason);
  }

  @Tag("stress") // seconds of runs of its own
  @Test
  void measuresReconstructionsInPixelsWhateverTheScale() throws IOException {
    for (String scale : List.of("standard", "none")) {
      JsonNode result =
          evaluated(
              trained("scale-" + scale, "--scale", scale, "--likelihood", "gaussian"),
              "--limit",
              50);
      // Pixels are in [0, 1], and so is what is near to them: no square is far above 1.
      assertThat(result.get("mse").asDouble()).isBetween(0.0, 1.0);
      assertThat(result.get("psnr").asDouble())
          .isGreaterThanOrEqualTo(-10 * Math.log10(result.get("mse").asDouble()));
    }
  }

  @Tag("stress") // seconds of runs of its own
  @Test
  void saysWhereAReconstructionIsExactOrHasNoPeak() throws IOException {
    Path zeros = ofTable("zeros", "0,0,0,0", "--image-size", "2x2");
    assertThat(evaluated(zeros).get("mse").asDouble()).isZero();
    assertThat(evaluated(zeros).get("psnr").asText()).isEqualTo("Infinity");
    assertThat(CommandRun.of("evaluate", zeros).out()).contains("MSE 0.00000, PSNR infinite\n");

    // the same numbers as a table, which is no image, and images that are not in [0, 1]
    assertHasNoPeak(ofTable("table", "0,0,0,0"));
    assertHasNoPeak(
        ofTable("large", "3,-4,5,6", "--likelihood", "gaussian", "--image-size", "2x2"));
  }

  private static void assertHasNoPeak(Path run) throws IOException {
    assertThat(evaluated(run).get("psnr").asText()).isEqualTo("NaN");
    assertThat(CommandRun.of("evaluate", run).out()).contains("MSE ").doesNotContain("PSNR");
  }

  /** So fast a learner that its sigmoids round to 0 where all data are 0. */
  private static Path ofTable(String name, String line, Object... options) throws IOException {
    Path table = Files.writeString(folder.resolve(name + ".csv"), (line + "\n").repeat(64));
    List<Object> arguments = new ArrayList<>(List.of("--dataset", "csv"));
    arguments.addAll(List.of("--train-images", table, "--test-images", table));
    arguments.addAll(List.of("--learning-rate", 1, "--batch-size", 1, "--hidden", "4"));
    arguments.addAll(List.of("--latent", 2, "--epochs", 5));
    arguments.addAll(List.of(options));
    return trained(name, arguments.toArray());
  }

  /** The parts of what evaluate tells as the KL, of other draws of the same 400 examples. */
  @Test
  void takesTheKlApart() throws IOException {
    JsonNode result = evaluated(run, "--limit", 400);
    JsonNode terms = result.get("elboTerms");
    assertThat(terms.get("examples").asInt()).isEqualTo(400);
    double information = terms.get("mutualInformation").get("value").asDouble();
    double error = terms.get("mutualInformation").get("standardError").asDouble();
    assertThat(information).isBetween(error, Math.log(400));
    double aggregate = terms.get("aggregateKl").get("value").asDouble();
    error += terms.get("aggregateKl").get("standardError").asDouble();
    // the errors of two terms of the same draws do no more than add up
    assertThat(information + aggregate).isCloseTo(result.get("kl").asDouble(), within(4 * error));
    assertThat(
            terms.get("totalCorrelation").get("value").asDouble()
                + terms.get("dimensionWiseKl").get("value").asDouble())
        .isCloseTo(aggregate, within(1e-9)); // of doubles
    assertThat(CommandRun.of("evaluate", run, "--limit", 400).out())
        .containsPattern("I\\(x; z\\) +[0-9.]+ ± [0-9.]+, at most log 400 = 5.99\n")
        .containsPattern("aggregate KL +[0-9.-]+ ± ")
        .containsPattern(" total correlation, [0-9.-]+ ± [0-9.]+ unit by unit\n");
  }

  /** The KL of a bound of several draws, or of a flow, is one number. */
  @Tag("stress") // seconds of runs of its own
  @Test
  void tellsTheKlOfUnitsWhereItIsKnown() throws IOException {
    Path flow = trained("flow", "--posterior", "coupling", "--flow-steps", 2);
    JsonNode moved = evaluated(flow, "--limit", 100);
    assertThat(moved.get("klPerUnit")).isEmpty();
    assertThat(moved.get("elboTerms").get("mutualInformation").get("value").asDouble())
        .isBetween(0.0, Math.log(100));
    assertThat(moved.get("elboTerms").has("totalCorrelation")).isFalse();
    assertThat(CommandRun.of("evaluate", flow, "--limit", 100).out())
        .contains("active units    %5d of 4".formatted(moved.get("activeUnits").asInt()))
        .contains("I(x; z)")
        .doesNotContain("total correlation");
    JsonNode all = evaluated(flow);
    assertThat(Files.readString(flow.resolve("report.html")))
        .contains(
            "<dt>active units</dt><dd><data value=\"%d\">"
                .formatted(all.get("activeUnits").asInt()));

    JsonNode draws =
        evaluated(trained("iwae", "--objective", "iwae", "--draws", 3), "--limit", 100);
    assertThat(draws.get("klPerUnit")).hasSize(4);
    assertThat(draws.has("elboTerms")).isTrue();
  }

  @Test
  void warnsOfALooseEstimate() {
    CommandRun one = CommandRun.of("evaluate", run, "--samples", 40, "--limit", 50);
    assertThat(one.exitCode()).isZero();
    assertThat(one.err().lines())
        .singleElement()
        .asString()
        .matches(
            "warning: the NLL is loose, by [0-9.]+ nats or more: of 40 draws for each example only [0-9.]+ count; to try: --samples 400");
    assertThat(CommandRun.of("evaluate", run, "--samples", 2000, "--limit", 5).err()).isEmpty();
  }

  @Test
  void takesALearnedPrior() throws IOException {
    JsonNode result =
        evaluated(trained("learned", "--prior", "learned"), "--samples", 50, "--limit", 50);
    assertThat(result.get("nll").get("value").asDouble()).isLessThan(result.get("loss").asDouble());
  }

  @Test
  void printsATable() {
    CommandRun result = CommandRun.of("evaluate", run, "--samples", 5, "--limit", 20);
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("test, 20 examples, epoch-0002.zip, nats")
        .contains("NLL, K = 5")
        .contains("active units")
        .contains("PSNR")
        .containsPattern("of 10 asked: nearest neighbours [0-9.]+ ± [0-9.]+ %, linear");
  }

  @Test
  void refusesCountsBelowOne() {
    for (String option : List.of("--samples", "--limit")) {
      assertRefused(option + ": expected at least 1, got 0", "evaluate", run, option, 0);
    }
  }

  @Tag("stress") // seconds of runs of its own
  @Test
  void asksTheCheckpointThatIsNamed() throws IOException {
    Path early = trained("early", "--validation-size", 100, "--learning-rate", 0.3);
    List<String> metrics = Files.readAllLines(early.resolve("metrics.csv"));
    int column = List.of(metrics.get(0).split(",")).indexOf("test_loss");
    for (int epoch = 1; epoch <= 2; epoch++) {
      String name = "epoch-000%d.zip".formatted(epoch);
      JsonNode result = evaluated(early, "--checkpoint", name);
      assertThat(result.get("checkpoint").asText()).isEqualTo(name);
      assertThat(result.get("loss").asDouble())
          .isEqualTo(Double.parseDouble(metrics.get(epoch).split(",", -1)[column]));
    }
    // Whichever epoch it was: best.zip is a second name of that checkpoint.
    JsonNode best = evaluated(early, "--checkpoint", "best");
    assertThat(best.get("checkpoint").asText()).isEqualTo("best.zip");
    int lowest = lowestValidation(metrics);
    assertThat(best.get("loss").asDouble())
        .isEqualTo(Double.parseDouble(metrics.get(lowest).split(",", -1)[column]));
    assertThat(evaluated(early)).isEqualTo(evaluated(early, "--checkpoint", "latest"));
    Path codes = folder.resolve("codes.csv");
    CommandRun encoding =
        CommandRun.of("encode", early, "--out", codes, "--checkpoint", "epoch-0001.zip");
    assertThat(encoding.exitCode()).as(encoding.err()).isZero();
    String first = Files.readString(codes);
    CommandRun.of("encode", early, "--out", codes);
    assertThat(Files.readString(codes)).isNotEqualTo(first);
    for (String name : List.of("epoch-0009.zip", "../config.yaml")) {
      assertRefused(
          "--checkpoint: expected final, latest, best or a file of ",
          "evaluate",
          early,
          "--checkpoint",
          name);
    }
    assertRefused("expected best.zip, which", "evaluate", run, "--checkpoint", "best");
  }

  private static int lowestValidation(List<String> metrics) {
    int column = List.of(metrics.get(0).split(",")).indexOf("validation_loss");
    return IntStream.rangeClosed(1, 2)
        .boxed()
        .min(
            Comparator.comparingDouble(
                epoch -> Double.parseDouble(metrics.get(epoch).split(",", -1)[column])))
        .orElseThrow();
  }

  @Test
  void refusesARunWithoutCheckpoints() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Files.copy(run.resolve("config.yaml"), empty.resolve("config.yaml"));
    assertRefused("checkpoints: expected a checkpoint, found none", "evaluate", empty);
  }

  @Test
  void refusesDataOfAnotherShape() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Path config = other.resolve("config.yaml");
    String text = Files.readString(run.resolve("config.yaml"));
    assertThat(text).containsPattern("height: 28");
    Files.writeString(config, text.replace("height: 28", "height: 14"));
    Files.createDirectories(other.resolve("checkpoints"));
    for (String name : List.of("latest", "epoch-0002.zip")) {
      Files.copy(
          run.resolve("checkpoints").resolve(name), other.resolve("checkpoints").resolve(name));
    }
    assertRefused(
        "expected images of 14x28, which the run was trained on, found 28x28", "evaluate", other);
  }

  private static void assertRefused(String message, Object... arguments) {
    CommandRun result = CommandRun.of(arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains(message);
  }
}
