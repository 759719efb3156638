package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with the input: exit code 2 and one line. */
class BadInputTest {
  @TempDir private Path folder;

  @Test
  void unknownOption() {
    CommandRun result = CommandRun.of("train", "--epoch", 3);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("vae: Unknown option").contains("Try 'vae train --help'");
  }

  @Test
  void unknownCommandOrNone() {
    assertThat(CommandRun.of("trian").exitCode()).isEqualTo(2);
    CommandRun none = CommandRun.of();
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("expected a command");
  }

  @Test
  void valueOutOfRange() {
    assertRefused("vae: --epochs: expected at least 1, got 0", "train", "--epochs", 0);
  }

  @Test
  void unknownDataset() {
    assertRefused("digits, ", "train", "--dataset", "nosuch");
  }

  @Test
  void dataDirectoryWithoutTheFiles() {
    CommandRun result = CommandRun.of("train", "--dataset", "mnist", "--data-dir", folder);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("train-images-idx3-ubyte").contains(folder.toString());
  }

  @Test
  void damagedIdxFile() throws IOException {
    Path file = Files.writeString(folder.resolve("images.idx"), "no IDX file at all");
    assertRefused(
        "images.idx", "train", "--dataset", "idx", "--train-images", file, "--test-images", file);
  }

  @Test
  void idxWithoutItsFiles() {
    assertRefused("--train-images", "train", "--dataset", "idx");
  }

  @Test
  void validationThatLeavesNothing() {
    assertRefused(
        "--validation-size", "train", "--limit", 50, "--validation-size", 50, "--epochs", 1);
  }

  @Test
  void runFolderThatExists() throws IOException {
    Files.writeString(folder.resolve("something"), "x");
    assertRefused("--overwrite", "train", "--epochs", 1, "--limit", 10, "--run-dir", folder);
  }

  @Test
  void runThatIsNone() {
    for (String command : new String[] {"evaluate", "sample", "reconstruct"}) {
      assertRefused("config.yaml", command, folder.resolve("none"));
    }
  }

  @Test
  void tooFewSamples() {
    assertRefused("--count: expected at least 1, got 0", "sample", folder, "--count", 0);
  }

  @Test
  void debugShowsWhereItCameFrom() {
    CommandRun result = CommandRun.of("train", "--epochs", 0, "--debug");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("\tat org.vae4j.");
  }

  private static void assertRefused(String message, Object... arguments) {
    CommandRun result = CommandRun.of(arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    String refusal =
        result.err().lines().filter(line -> line.startsWith("vae: ")).findFirst().orElse("");
    assertThat(refusal).contains(message);
    assertThat(result.err()).doesNotContain("\tat ");
  }
}
