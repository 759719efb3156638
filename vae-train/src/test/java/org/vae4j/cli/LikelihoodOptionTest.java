package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.run.RunFolder;
import org.vae4j.settings.LikelihoodName;

@Tag("stress") // many seconds of runs or networks
class LikelihoodOptionTest {
  @TempDir private Path folder;

  private static String written(LikelihoodName name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @ParameterizedTest
  @EnumSource(names = {"CONTINUOUS_BERNOULLI", "GAUSSIAN_LEARNED_VARIANCE"})
  void trainsEvaluatesAndDraws(LikelihoodName name) throws IOException {
    requireItTrainsEvaluatesAndDraws(name);
  }

  /** Grey pixels are what it takes to train, but no counts and no table. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CONTINUOUS_BERNOULLI", "GAUSSIAN_LEARNED_VARIANCE", "POISSON", "MIXED", "TABLE"})
  void eachTrainsEvaluatesAndDraws(LikelihoodName name) throws IOException {
    requireItTrainsEvaluatesAndDraws(name);
  }

  private void requireItTrainsEvaluatesAndDraws(LikelihoodName name) throws IOException {
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

  @Test
  void scoresADecoderUnderAnotherLikelihood() throws IOException {
    Path run = trained(LikelihoodName.BERNOULLI);
    JsonNode own = evaluated(run);
    JsonNode other = evaluated(run, "--likelihood", "continuous-bernoulli");

    assertThat(evaluated(run, "--likelihood", "bernoulli")).isEqualTo(own);
    assertThat(other.get("kl")).isEqualTo(own.get("kl"));
    // The density is the cross-entropy with a normaliser C >= 2 for each of the 784 pixels.
    assertThat(own.get("reconstruction").asDouble() - other.get("reconstruction").asDouble())
        .isGreaterThanOrEqualTo(784 * Math.log(2));
  }

  @Test
  void refusesALikelihoodThatTheDecoderHasNoParametersFor() throws IOException {
    Path run = trained(LikelihoodName.BERNOULLI);
    CommandRun more = CommandRun.of("evaluate", run, "--likelihood", "gaussian-learned-variance");
    assertThat(more.exitCode()).isEqualTo(2);
    assertThat(more.err().lines())
        .containsExactly(
            "vae: --likelihood: expected a likelihood of 784 parameters for 784 features, which is what the decoder gives, got LearnedVarianceGaussianLikelihood of 1568");
    CommandRun unknown = CommandRun.of("evaluate", run, "--likelihood", "bernouli");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).startsWith("vae: --likelihood: expected one of bernoulli, ");
  }

  private Path trained(LikelihoodName name) {
    Path run = folder.resolve("run");
    CommandRun training =
        CommandRun.of(
            "train",
            "--likelihood",
            written(name),
            "--epochs",
            1,
            "--limit",
            64,
            "--hidden",
            "8",
            "--latent",
            2,
            "--quiet",
            "--run-dir",
            run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    return run;
  }

  private static JsonNode evaluated(Path run, Object... options) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("evaluate", run, "--json"));
    arguments.addAll(List.of(options));
    CommandRun evaluation = CommandRun.of(arguments.toArray());
    assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
    return new ObjectMapper().readTree(evaluation.out());
  }
}
