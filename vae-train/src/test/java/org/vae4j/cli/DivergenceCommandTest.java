package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivergenceCommandTest {
  /** A few roundings of numbers near 1. */
  private static final double ROUNDING = 1e-15;

  @Test
  void printsKullbacksExample() {
    CommandRun result = CommandRun.of("divergence", "--p", "0.36,0.48,0.16", "--q", "uniform");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .containsExactly(
            "in nats                              p             q",
            "entropy                      1.0133127     1.0986123",
            "",
            "                                p to q        q to p",
            "cross-entropy                1.0986123     1.1960673",
            "KL divergence                0.0852996     0.0974550");
  }

  @Test
  void printsJson() throws IOException {
    JsonNode json = json("--p", "0.36,0.48,0.16", "--q", "uniform", "--base", "2");
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("base", "entropy", "crossEntropy", "kl");
    assertThat(json.get("base").asDouble()).isEqualTo(2);
    double exact = (32 * Math.log(2) + 55 * Math.log(3) - 50 * Math.log(5)) / 25 / Math.log(2);
    assertThat(json.get("kl").get("pq").asDouble()).isCloseTo(exact, within(ROUNDING));
  }

  @Test
  void printsInfinityAsAString() throws IOException {
    JsonNode json = json("--p", "0.5,0.5", "--q", "1,0");
    assertThat(json.get("kl").get("pq").isTextual()).isTrue();
    assertThat(json.get("kl").get("pq").asText()).isEqualTo("Infinity");
    assertThat(json.get("kl").get("qp").asDouble()).isCloseTo(Math.log(2), within(ROUNDING));
  }

  @Test
  void comparesNormals() throws IOException {
    JsonNode json = json("--normal", "0,1", "--normal", "1,2");
    // ½ [log 4 − 1 + ¼ + ¼]
    assertThat(json.get("kl").get("pq").asDouble())
        .isCloseTo(0.5 * (Math.log(4) - 0.5), within(ROUNDING));
    assertThat(json("--normal=-3,1", "--normal=-3,1").get("kl").get("qp").asDouble()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--p=0.5,0.5                | expected --p and --q, or --normal twice",
        "--normal=0,1               | expected --p and --q, or --normal twice",
        "--p=uniform --q=uniform    | expected probabilities for one of them",
        "--p=0.5,x --q=uniform      | --p: expected numbers with commas between them, got '0.5,x'",
        "--p=0.5,0.6 --q=uniform    | 1.1",
        "--p=0.5,0.5 --q=0.2,0.3,0.5| 3",
        "--p=-0.5,1.5 --q=uniform   | -0.5",
        "--normal=0,1 --normal=0,0  | 0.0",
        "--normal=0,1 --normal=0    | expected MEAN,STDDEV, got '0'",
        "--p=1 --q=1 --base=3       | 3",
      })
  void refusesInOneLine(String arguments, String message) {
    CommandRun result = CommandRun.of((Object[]) ("divergence " + arguments).split(" +"));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("vae: ").contains(message).hasLineCount(1);
  }

  private static JsonNode json(Object... arguments) throws IOException {
    Object[] words = new Object[arguments.length + 2];
    words[0] = "divergence";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    words[words.length - 1] = "--json";
    CommandRun result = CommandRun.of(words);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return new ObjectMapper().readTree(result.out());
  }
}
