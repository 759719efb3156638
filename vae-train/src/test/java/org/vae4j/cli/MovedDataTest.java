package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.vae4j.run.RunData;

/** A run whose data lie elsewhere by now, and other data in their place. */
@Tag("stress") // many seconds of runs or networks
class MovedDataTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(RunData.class);

  @TempDir private Path folder;
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    said.start();
    LOG.addAppender(said);
  }

  @AfterEach
  void stop() {
    LOG.detachAppender(said);
  }

  private List<String> said() {
    List<String> lines = said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    said.list.clear();
    return lines;
  }

  /** Numbers about 100 and −5, and a class. */
  private Path table(String name, long seed, int rows, boolean labels) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>(List.of(labels ? "a,b,kind" : "a,b"));
    for (int i = 0; i < rows; i++) {
      double a = 100 + 10 * random.nextGaussian();
      double b = -5 + random.nextGaussian();
      lines.add(a + "," + b + (labels ? a > 100 ? ",high" : ",low" : ""));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private Path trained(Path data, Object... more) {
    Path run = folder.resolve("run");
    List<Object> words =
        new ArrayList<>(
            List.of("train", "--dataset", "csv", "--train-images", data, "--run-dir", run));
    words.addAll(List.of("--label-column", "kind", "--scale", "standard", "--quiet"));
    words.addAll(List.of("--likelihood", "gaussian-learned-variance", "--epochs", 2));
    words.addAll(List.of("--hidden", 6, "--latent", 2, "--batch-size", 20));
    words.addAll(List.of(more));
    done(words.toArray());
    return run;
  }

  private static String done(Object... words) {
    CommandRun result = CommandRun.of(words);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private static String refused(Object... words) {
    CommandRun result = CommandRun.of(words);
    assertThat(result.exitCode()).as(result.out()).isEqualTo(2);
    return result.err();
  }

  private static JsonNode evaluated(Object... words) throws IOException {
    return new ObjectMapper().readTree(done(words));
  }

  @Test
  void ownDataAreFoundAgainAndTheRunGoesOnToTheSameBits() throws IOException {
    Path data = table("own.csv", 1, 120, true);
    Path run = trained(data, "--test-size", 30, "--validation-size", 10);
    JsonNode before = evaluated("evaluate", run, "--json");
    Path straight = folder.resolve("straight");
    done(
        "train",
        "--config",
        run.resolve("config.yaml"),
        "--epochs",
        3,
        "--run-dir",
        straight,
        "--quiet");
    Path moved = Files.move(data, folder.resolve("moved.csv"));
    assertThat(refused("evaluate", run)).contains("own.csv: expected a readable file, found none");

    assertThat(evaluated("evaluate", run, "--json", "--data", moved)).isEqualTo(before);
    assertThat(said()).containsExactly(moved + ": the run's own data");
    done("report", run, "--data", moved);
    done("encode", run, "--data", moved, "--split", "train", "--out", folder.resolve("z.csv"));
    assertThat(Files.readAllLines(folder.resolve("z.csv"))).hasSize(1 + 80);
    done("resume", run, "--epochs", 3, "--data", moved, "--quiet");
    assertThat(done("inspect", run.resolve("checkpoints/epoch-0003.zip"), "--json"))
        .contains(sha256("parametersSha256", straight))
        .contains(sha256("updaterStateSha256", straight));
    assertThat(Files.readString(run.resolve("config.yaml"))).contains(moved.toString());
    done("evaluate", run);
  }

  private static String sha256(String of, Path run) throws IOException {
    String checkpoint = done("inspect", run.resolve("checkpoints/epoch-0003.zip"), "--json");
    return new ObjectMapper().readTree(checkpoint).path(of).asText();
  }

  @Test
  void otherDataAreTakenWholeAndPreparedAsTheRunsOwn() throws IOException {
    Path run = trained(table("own.csv", 1, 120, true), "--test-size", 30);
    Path other = table("other.csv", 2, 50, false);
    Files.delete(folder.resolve("own.csv"));
    JsonNode evaluation = evaluated("evaluate", run, "--json", "--data", other);
    assertThat(said())
        .containsExactly(
            other + ": not the run's own data: 50 examples, prepared as the run's own were");
    assertThat(evaluation.path("split").asText()).isEqualTo("data");
    assertThat(evaluation.path("n").asInt()).isEqualTo(50);
    // The same numbers ten deviations away are far from what was learned.
    Path far = folder.resolve("far.csv");
    Files.write(
        far,
        Files.readAllLines(other).stream()
            .map(line -> line.startsWith("a") ? line : "2" + line)
            .toList());
    assertThat(evaluated("evaluate", run, "--json", "--data", far).path("loss").asDouble())
        .isGreaterThan(2 * evaluation.path("loss").asDouble());
    done("score", run, "--data", other, "--out", folder.resolve("scores.csv"));
    assertThat(Files.readAllLines(folder.resolve("scores.csv"))).hasSize(1 + 50);
    // Fewer rows than are set aside for testing.
    assertThat(
            evaluated("evaluate", run, "--json", "--data", table("few.csv", 3, 5, true))
                .path("n")
                .asInt())
        .isEqualTo(5);
  }

  @Test
  void dataThatDoNotFitAreRefused() throws IOException {
    Path run = trained(table("own.csv", 1, 120, true), "--test-size", 30);
    Path names = Files.writeString(folder.resolve("names.csv"), "b,a,kind\n1,2,low\n");
    assertThat(refused("evaluate", run, "--data", names))
        .isEqualTo(
            "vae: %s: expected the columns that the run was trained on, a, b, found b, a%n"
                .formatted(names));
    for (int rows : new int[] {120, 60, 5}) {
      Path other = table("other.csv", 2, rows, true);
      assertThat(refused("resume", run, "--epochs", 3, "--data", other))
          .endsWith(
              "vae: %s: not the data of this run; resume needs them (evaluate, score and encode take others)%n"
                  .formatted(other));
    }
    table("own.csv", 5, 60, true);
    assertThat(refused("resume", run, "--epochs", 3))
        .contains("vae: " + folder.resolve("own.csv") + ": not the data of this run; ");
    assertThat(Files.readString(run.resolve("config.yaml"))).doesNotContain("other.csv");
    assertThat(refused("evaluate", run, "--data", folder.resolve("none.csv")))
        .endsWith("none.csv: expected a readable file, found none%n".formatted());
  }

  /** A part of the classes was trained on; others are no fault, and no labels are none either. */
  @Test
  void aRunOfSomeClassesKnowsItsOwnData() throws IOException {
    Path own = table("own.csv", 1, 120, true);
    Path run = trained(own, "--test-size", 30, "--classes", "high", "--limit", 40);
    JsonNode before = evaluated("evaluate", run, "--json");
    Path moved = Files.move(own, folder.resolve("moved.csv"));
    assertThat(evaluated("evaluate", run, "--json", "--data", moved)).isEqualTo(before);
    assertThat(said()).containsExactly(moved + ": the run's own data");
    for (boolean labels : new boolean[] {true, false}) {
      Path other = table("other.csv", 2, 50, labels);
      assertThat(evaluated("evaluate", run, "--json", "--data", other).path("n").asInt())
          .isEqualTo(50);
    }
    Path damaged = Files.writeString(folder.resolve("damaged.csv"), "a,b,kind\n1,2,high\n3\n");
    assertThat(refused("evaluate", run, "--data", damaged)).contains("damaged.csv, line 3");
  }

  /** Categories whose order is not that in which a hash map has them. */
  private static Path aged(Path table) throws IOException {
    return Files.writeString(
        table, Files.readString(table).replace("high", "old").replace("low", "young"));
  }

  /** A table that was pointed at: its columns are told by their content, and then known. */
  @Test
  void anotherTableHasTheColumnsOfTheFirst() throws IOException {
    Path own = aged(table("own.csv", 1, 120, true));
    Path run = folder.resolve("table");
    done("train", own, "--epochs", 1, "--hidden", 6, "--latent", 2, "--quiet", "--run-dir", run);
    JsonNode before = evaluated("evaluate", run, "--json");
    Path moved = Files.move(own, folder.resolve("moved.csv"));
    assertThat(evaluated("evaluate", run, "--json", "--data", moved)).isEqualTo(before);
    Path other = aged(table("other.csv", 2, 50, true));
    assertThat(evaluated("evaluate", run, "--json", "--data", other).path("n").asInt())
        .isEqualTo(50);
    assertThat(refused("evaluate", run, "--data", table("less.csv", 2, 50, false)))
        .contains("less.csv: expected the columns that the run was trained on, a, b, kind");
    Path codes = folder.resolve("codes.csv");
    done("encode", run, "--data", moved, "--out", codes);
    Path rows = folder.resolve("rows.csv");
    done("decode", run, "--from", codes, "--out", rows);
    assertThat(Files.readAllLines(rows).subList(1, 4))
        .allSatisfy(row -> assertThat(row.split(",", -1)[2]).isIn("old", "young"));
    done("resume", run, "--epochs", 2, "--data", moved, "--quiet");
  }

  @Test
  void missingDataAreToldWithTheOption() throws IOException {
    Path run = trained(table("own.csv", 1, 120, true), "--test-size", 30);
    Files.delete(folder.resolve("own.csv"));
    String told =
        "vae: %s: expected a readable file, found none (--data PATH says where they are now)%n"
            .formatted(folder.resolve("own.csv"));
    assertThat(refused("evaluate", run)).isEqualTo(told);
    assertThat(refused("resume", run, "--epochs", 3)).endsWith(told);
  }

  @Test
  void othersAreTakenWholeAndLeaveNothingInTheRunsFolder() throws IOException {
    Path run = trained(table("own.csv", 1, 120, true), "--test-size", 30);
    Path other = table("other.csv", 2, 50, true);
    assertThat(refused("evaluate", run, "--data", other, "--split", "validation"))
        .contains(
            "--split: expected none beside data that are not the run's own (%s), which are taken whole, got validation"
                .formatted(other));
    String own = Files.readString(run.resolve("report.html"));
    assertThat(refused("report", run, "--data", other))
        .contains(
            "--out: expected a file, as the data are not the run's own (%s)".formatted(other));
    assertThat(run.resolve("report.html")).hasContent(own);
    Path page = folder.resolve("other.html");
    done("report", run, "--data", other, "--out", page);
    assertThat(page)
        .content()
        .contains("Losses and curves are those of the run&#39;s own data.")
        .contains("Means of the posteriors of the 50 examples of " + other)
        .contains("<th scope=\"row\">train-images</th><td>" + folder.resolve("own.csv"))
        .contains("--train-images " + folder.resolve("own.csv"))
        .doesNotContain("--train-images " + other, "examples of test");
    assertThat(own).contains("Means of the posteriors of the 30 examples of test");
  }

  @Test
  void whatTakesTheModelAloneTakesNoData() throws IOException {
    Path run = trained(table("own.csv", 1, 120, true), "--test-size", 30);
    Path rows = folder.resolve("rows.csv");
    assertThat(refused("sample", run, "--data", folder.resolve("nowhere"), "--out", rows))
        .contains("--data: expected none, as this command takes the model alone, got");
    assertThat(CommandRun.of("sample", "--help").out()).doesNotContain("--data", "--train-images");
  }

  @Test
  void aRunOfTwoFilesTakesEitherOrBoth() throws IOException {
    Path train = table("train.csv", 1, 100, true);
    Path test = table("test.csv", 2, 40, true);
    Path run = trained(train, "--test-images", test);
    double loss = evaluated("evaluate", run, "--json").path("loss").asDouble();
    Path movedTrain = Files.move(train, folder.resolve("train-moved.csv"));
    Path movedTest = Files.move(test, folder.resolve("test-moved.csv"));
    JsonNode ofFile = evaluated("evaluate", run, "--json", "--data", movedTest);
    assertThat(ofFile.path("split").asText()).isEqualTo("test");
    assertThat(ofFile.path("loss").asDouble()).isEqualTo(loss);
    said();
    JsonNode ofBoth =
        evaluated(
            "evaluate", run, "--json", "--train-images", movedTrain, "--test-images", movedTest);
    assertThat(ofBoth.path("loss").asDouble()).isEqualTo(loss);
    assertThat(said()).containsExactly(run + ": the data are the run's own");
    assertThat(refused("resume", run, "--epochs", 3, "--data", movedTrain))
        .contains("--data: expected --train-images and --test-images, or the folder of both");
    done(
        "resume",
        run,
        "--epochs",
        3,
        "--train-images",
        movedTrain,
        "--test-images",
        movedTest,
        "--quiet");
  }

  @Test
  void drawnDataCannotMove() {
    Path run = folder.resolve("digits");
    done(
        "train",
        "--limit",
        20,
        "--hidden",
        4,
        "--latent",
        2,
        "--epochs",
        1,
        "--quiet",
        "--run-dir",
        run);
    assertThat(refused("evaluate", run, "--data", folder))
        .contains("--data: expected with a run of data in files, got one of digits");
  }
}
