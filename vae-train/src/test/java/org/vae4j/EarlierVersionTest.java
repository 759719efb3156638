package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.cli.CommandRun;

/** Runs that commit 3051e7f trained: class names in their checkpoints have moved since. */
class EarlierVersionTest {
  private static final Path RUNS = Path.of("src/test/resources/runs-of-earlier-versions");

  @TempDir private Path folder;

  /**
   * What that version itself printed.
   *
   * @param name of its folder
   * @param loss of test, of the two epochs
   * @param parameters their SHA-256 after a third
   * @param updaterState the same
   * @param data options that say where they are now, with names of files beside the run
   */
  record EarlierRun(
      String name, double loss, String parameters, String updaterState, List<String> data) {}

  static Stream<EarlierRun> loadsEvaluatesAndGoesOnToTheSameBits() {
    return Stream.of(
        new EarlierRun(
            "mlp",
            275.7547457926504,
            "093f65e8a7b144a683ea008f394841ee856801a4b76c0444863a60a9bc5b724c",
            "adf2d709efe1fb70d9b96a7409ea1524226f9f1ae83e66c47d12ff99b6ae4223",
            List.of()),
        new EarlierRun(
            "conv",
            69.15555740345445,
            "216ba4aa8db8ccfd95974e1762057c25d9d1cdacfc25e9e3504212020ba19ea1",
            "4e174af692b0d85ac3206320ec45122404ee1ce9f73887fc37b0f5e37a49d1e7",
            List.of()),
        new EarlierRun(
            "table",
            4.372074951554383,
            "54b3755f62dd2f98ff6db5af3505157ef0b78e18305cf74ec508c97f564d2ee3",
            "217480bdeba5f9c6939b3a0398c8082cea3697032016ee02b797f60a5e981cc8",
            List.of("--data", "people.csv", "--schema", "people.json")));
  }

  private Path copy(EarlierRun earlier) throws IOException {
    Path source = RUNS.resolve(earlier.name());
    Path run = folder.resolve("run");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(source.relativize(file)));
      }
    }
    return run;
  }

  private static JsonNode json(Path run, EarlierRun earlier, String... words) throws IOException {
    CommandRun result = run(run, earlier, words);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  private static CommandRun run(Path run, EarlierRun earlier, String... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    for (String word : earlier.data) {
      all.add(word.startsWith("--") ? word : run.resolve(word));
    }
    return CommandRun.of(all.toArray());
  }

  @ParameterizedTest
  @MethodSource
  void loadsEvaluatesAndGoesOnToTheSameBits(EarlierRun earlier) throws IOException {
    Path run = copy(earlier);
    JsonNode evaluation = json(run, earlier, "evaluate", run.toString(), "--json");
    assertThat(evaluation.path("loss").asDouble()).isEqualTo(earlier.loss);
    CommandRun resumed = run(run, earlier, "resume", run.toString(), "--epochs", "3", "--quiet");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    CommandRun inspected =
        CommandRun.of("inspect", run.resolve("checkpoints/epoch-0003.zip"), "--json");
    JsonNode checkpoint = new ObjectMapper().readTree(inspected.out());
    assertThat(checkpoint.path("parametersSha256").asText()).isEqualTo(earlier.parameters);
    assertThat(checkpoint.path("updaterStateSha256").asText()).isEqualTo(earlier.updaterState);
  }
}
