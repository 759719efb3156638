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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command on models whose KL divergence has no closed form. */
class ObjectiveCommandsTest {
  @TempDir private Path folder;
  private Path run;

  private CommandRun vae(String command, Object... words) {
    List<Object> all = new ArrayList<>(List.of(command, run));
    all.addAll(List.of(words));
    CommandRun result = CommandRun.of(all.toArray());
    assertThat(result.exitCode()).as(command + ": " + result.err()).isZero();
    return result;
  }

  private CommandRun train(String flags) {
    run = folder.resolve("run");
    List<Object> words = new ArrayList<>(List.of("train", "--epochs", 2, "--limit", 300));
    words.addAll(List.of("--hidden", 16, "--latent", 2, "--run-dir", run));
    words.addAll(List.of((Object[]) flags.split(" ")));
    return CommandRun.of(words.toArray());
  }

  @Tag("stress")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--posterior coupling --prior mixture --prior-components 7",
        "--objective iwae --draws 5 --gradient dreg",
        "--gradient stl --prior learned",
        "--posterior planar --flow-steps 3",
        "--posterior iaf --prior vamp --prior-components 9",
        "--architecture conv --prior vamp --prior-components 5",
        "--latent 2,2",
        "--latent 2,3 --hidden 16/8,4 --posterior coupling --objective iwae --draws 3",
        "--latent 2,1 --architecture conv",
        "--penalty total-correlation",
        "--penalty dip1",
      })
  void workOnAllOfThem(String flags) throws IOException {
    requireAllWork(flags);
  }

  private void requireAllWork(String flags) throws IOException {
    CommandRun trained = train(flags);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    JsonNode first = evaluated("--samples", 30);
    assertThat(first.path("loss").doubleValue()).isFinite();
    // The bound of one draw is below that of thirty, but for what its own draws are off.
    assertThat(first.at("/nll/value").doubleValue())
        .isLessThan(first.path("loss").doubleValue() + 1);
    assertThat(evaluated("--samples", 30)).isEqualTo(first);
    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    assertThat(first.path("loss")).isEqualTo(summary.at("/test/loss"));

    vae("encode", "--out", folder.resolve("codes.csv"));
    assertThat(Files.readAllLines(folder.resolve("codes.csv"))).hasSizeGreaterThan(1000);
    for (String picture : List.of("sample", "reconstruct", "interpolate", "traverse", "manifold")) {
      Path file = folder.resolve(picture + ".png");
      vae(picture, "--out", file);
      assertThat(file).isNotEmptyFile();
    }
    vae("score", "--out", folder.resolve("scores.csv"), "--limit", 50);
    vae("diagnose");
    vae("report");
    vae("resume", "--epochs", 3);
  }

  private JsonNode evaluated(Object... words) throws IOException {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--json"));
    return new ObjectMapper().readTree(vae("evaluate", all.toArray()).out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--objective iwae --draws 5 --gradient stl | with it stl is biased",
        "--gradient dreg | dreg is for the iwae",
        "--posterior planar --gradient stl | whose parameters are the posterior's too",
        "--posterior planar --free-bits 1 | the KL divergence is in closed form",
        "--prior mixture --capacity 5 | the KL divergence is in closed form",
        "--objective iwae --draws 2 --penalty mmd | the KL divergence is in closed form",
        "--penalty mmd --prior learned | mmd compares with draws of N(0, I)",
        "--prior vamp --prior-components 301 | at most the 300 examples to train on",
        "--latent 3,2 --prior mixture | standard beside two levels of --latent",
        "--latent 3,2 --gradient stl | whose upper posterior depends on z",
        "--latent 3,2 --free-bits 1 | one level of --latent",
        "--latent 3,2,1 | one level or two",
        "--hidden 8/4 | one level beside --latent 2",
        "--posterior iaf --latent 1 | which move a unit by what others say",
        "--draws 0 | 1 to 10000",
      })
  void whatDoesNotGoTogetherIsRefused(String flags, String reason) {
    CommandRun refused = train(flags);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().lines().toList()).last().asString().contains(reason);
    assertThat(run).doesNotExist();
  }
}
