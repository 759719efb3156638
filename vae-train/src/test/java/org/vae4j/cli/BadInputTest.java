package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

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
    assertThat(result.err())
        .startsWith("vae: Unknown option")
        .contains("(did you mean --epochs?)")
        .contains("Try 'vae train --help'");
  }

  @Test
  void anOptionThatLooksLikeNoneIsNotGuessed() {
    assertThat(CommandRun.of("train", "--likelihod", "gaussian").err())
        .contains("did you mean --likelihood?");
    assertThat(CommandRun.of("train", "--nosuch", "gaussian").err()).doesNotContain("did you mean");
  }

  @Test
  void unknownCommandOrNone() {
    for (Object[] words : new Object[][] {{"nosuch"}, {"nosuch", "--epochs", 3}, {"help"}}) {
      CommandRun unknown = CommandRun.of(words);
      assertThat(unknown.exitCode()).isEqualTo(2);
      assertThat(unknown.err().lines())
          .containsExactly("vae: no command '%s' (vae --help lists them)".formatted(words[0]));
    }
    assertRefused(
        "no command 'nosuch' (vae datasets --help lists them)", "datasets", "nosuch", "mnist");
    assertRefused("vae: Unknown option: '--nosuch'", "--nosuch");
    CommandRun none = CommandRun.of();
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("expected a command");
  }

  @Test
  void pathsThatAreNone() {
    for (Object[] words :
        new Object[][] {
          {"sample", "a\0b"},
          {"report", "a\0b"},
          {"resume", "x", "--data", "a\0b"},
          {"train", "a\0b"}
        }) {
      CommandRun result = CommandRun.of(words);
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("expected a path, got 'a\\0b'").doesNotContain("java.nio");
    }
  }

  /** As {@code java -jar} does, without the launcher, in a locale that has no such letters. */
  @Test
  void pathsThatTheLocaleCannotWrite() throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    for (String[] words :
        new String[][] {
          {"sample", "gr\u00f6\u00dfe"}, {"train", "--train-images=gr\u00f6\u00dfe"}
        }) {
      try (VaeProcess process = VaeProcess.startIn("C", err, (Object[]) words)) {
        assertThat(process.exitCode()).isEqualTo(2);
      }
      assertThat(Files.readString(err))
          .contains("expected a path, got 'gr")
          .contains(", with letters that the locale has not (LC_ALL=C.UTF-8 has all)")
          .doesNotContain("java.nio");
    }
  }

  @Test
  void valueOutOfRange() {
    assertRefused("vae: --epochs: expected at least 1, got 0", "train", "--epochs", 0);
  }

  @Test
  void imageSizesThatNothingHolds() {
    for (String size : new String[] {"99999x99999", "20000x20000"}) {
      assertRefused(
          "vae: --image-size: expected at most 67108864 pixels, got " + size,
          "train",
          "--dataset",
          "images",
          "--train-images",
          folder,
          "--test-size",
          1,
          "--image-size",
          size);
    }
  }

  /** Not a part's name: the file. */
  @Test
  void filesOfAnotherShapeAreNamed() throws IOException {
    Path four = Files.writeString(folder.resolve("four.amat"), "0 1 0 1\n".repeat(10));
    Path six = Files.writeString(folder.resolve("six.amat"), "0 1 0 1 0 1\n".repeat(10));
    assertRefused(
        four + ": expected 9 values for an image of 3x3, found 4",
        "train",
        "--dataset",
        "amat",
        "--train-images",
        four,
        "--test-size",
        1,
        "--image-size",
        "3x3");
    assertRefused(
        six + ", test images: expected 1x4 as in train, found 1x6",
        "train",
        "--dataset",
        "amat",
        "--train-images",
        four,
        "--test-images",
        six);
  }

  @Test
  void settingsOfTheKlTermThatContradictEachOther() {
    assertRefused(
        "vae: --kl-cycle: expected none beside --kl-warmup, got 4",
        "train",
        "--kl-warmup",
        2,
        "--kl-cycle",
        4);
    assertRefused(
        "vae: --capacity: expected none beside --kl-weight, --kl-warmup or --kl-cycle (--capacity-weight weighs it), got 25.0",
        "train",
        "--capacity",
        25,
        "--kl-weight",
        4);
    assertRefused(
        "vae: --capacity: expected one above 0 with --capacity-epochs or --capacity-weight, got 0.0",
        "train",
        "--capacity-epochs",
        5);
    assertRefused(
        "vae: --capacity: expected at least latent x free-bits = 20.0, which counts in any case, got 5.0",
        "train",
        "--capacity",
        5,
        "--free-bits",
        1,
        "--run-dir",
        folder.resolve("unreachable"));
    assertRefused(
        "vae: --free-bits: expected a finite number of at least 0, got -1.0",
        "train",
        "--free-bits",
        -1);
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
  void filesForASetThatHasNone() {
    assertRefused("--dataset digits", "train", "--data-dir", folder);
    assertRefused("--dataset digits", "train", "--train-images", folder.resolve("x"));
  }

  @Test
  void outFileThatCannotBeWritten() throws IOException {
    Path run = folder.resolve("run");
    CommandRun training =
        CommandRun.of(
            "train", "--epochs", 1, "--limit", 64, "--hidden", "8", "--quiet", "--run-dir", run);
    assertThat(training.exitCode()).isZero();
    assertRefused("none", "sample", run, "--out", folder.resolve("none/samples.png"));
  }

  @Test
  void learningRateThatBreaksTheLoss() {
    Path run = folder.resolve("broken");
    CommandRun result =
        CommandRun.of(
            "train", "--epochs", 1, "--limit", 100, "--learning-rate", "1e30", "--run-dir", run);
    assertThat(result.exitCode()).isEqualTo(1);
    // The first update throws the weights out to 1e30; nothing was asked that a flag cannot undo.
    assertThat(result.err().lines().filter(line -> line.startsWith("vae: ")))
        .singleElement(STRING)
        .startsWith("vae: the loss is not finite: ")
        .contains(" after the last update of epoch 1 (iteration 1); norm of the gradient ")
        .containsPattern(" before it; to try: --learning-rate 0.001 --clip-norm [0-9.]+$");
    assertThat(run.resolve("checkpoints")).isEmptyDirectory();
  }

  @Test
  void dataThatTheLikelihoodHasNoValueFor() {
    assertRefused(
        "expected x in {0, 1, 2, ...} for --likelihood poisson, found 0.",
        "train",
        "--epochs",
        1,
        "--limit",
        64,
        "--hidden",
        "8",
        "--likelihood",
        "poisson",
        "--quiet",
        "--run-dir",
        folder.resolve("run"));
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
  void whatGoesByTheValidationLossWithoutOne() {
    assertRefused("--patience: expected with --validation-size", "train", "--patience", 2);
  }

  @Test
  void runThatIsNone() {
    for (String command : new String[] {"resume", "evaluate", "sample", "reconstruct"}) {
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
