package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.run.LikelihoodName;
import org.vae4j.run.RunFolder;

class LikelihoodOptionTest {
  @TempDir private Path folder;

  private static String written(LikelihoodName name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Grey pixels are what it takes to train, but no counts and no table. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"POISSON", "MIXED"})
  void trainsEvaluatesAndDraws(LikelihoodName name) throws IOException {
    Path run = folder.resolve("run");
    CommandRun training =
        CommandRun.of(
            "train",
            "--likelihood",
            written(name),
            "--epochs",
            2,
            "--limit",
            128,
            "--batch-size",
            32,
            "--hidden",
            "16",
            "--latent",
            3,
            "--quiet",
            "--run-dir",
            run);

    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(RunFolder.open(run).model().likelihood()).isEqualTo(name.likelihood(List.of()));
    List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
    int objective = List.of(metrics.get(0).split(",")).indexOf("train_objective");
    double first = Double.parseDouble(metrics.get(1).split(",", -1)[objective]);
    double second = Double.parseDouble(metrics.get(2).split(",", -1)[objective]);
    assertThat(second).isFinite().isLessThan(first);
    JsonNode loss =
        new ObjectMapper().readTree(CommandRun.of("evaluate", run, "--json").out()).get("loss");
    assertThat(loss.asDouble()).isFinite();
    assertThat(run.resolve("images/samples.png")).isNotEmptyFile();
    assertThat(run.resolve("images/reconstructions.png")).isNotEmptyFile();
  }

  @Test
  void theHelpNamesThemAll() {
    String help = CommandRun.of("train", "--help").out().replaceAll("\\s+", " ");
    for (LikelihoodName name : LikelihoodName.values()) {
      assertThat(help).contains(written(name));
    }
  }
}
