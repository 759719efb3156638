package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.drawn.Digits;
import org.vae4j.report.picture.Fonts;

class DatasetsCommandTest {
  private static final String[] NAMES = {"digits", "mnist", "fashion-mnist", "kmnist", "emnist"};

  @TempDir private Path folder;

  private static String line(CommandRun run, String start) {
    return run.out().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void aFolderWithoutFiles() {
    CommandRun run = CommandRun.of("datasets", "--data-dir", folder);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1 + NAMES.length);
    assertThat(line(run, "digits ")).matches("digits +\\d+ +\\d+ +28x28 +10 +yes +Apache-2.0 .*");
    assertThat(line(run, "mnist "))
        .matches("mnist +60000 +10000 +28x28 +10 +to fetch +CC .*LeCun.*");
    assertThat(line(run, "fashion-mnist ")).contains("to fetch  MIT");
    assertThat(line(run, "kmnist ")).contains("to fetch  CC BY-SA 4.0");
    assertThat(line(run, "emnist ")).matches("emnist +112800 +18800 +28x28 +47 +to fetch .*NIST.*");
  }

  @Test
  void filesOfOneSet() throws IOException {
    Path own = Files.createDirectory(folder.resolve("kmnist"));
    for (String part : new String[] {"train", "t10k"}) {
      Files.write(own.resolve(part + "-images-idx3-ubyte.gz"), new byte[0]);
      Files.write(own.resolve(part + "-labels-idx1-ubyte"), new byte[0]);
    }
    CommandRun run = CommandRun.of("datasets", "--data-dir", folder);
    assertThat(line(run, "kmnist ")).contains("  yes  ");
    assertThat(line(run, "fashion-mnist ")).contains("  to fetch  ");
  }

  @Test
  void realMnistIsRecognisedAndSummedUp() {
    String real = System.getenv("VAE4J_DATA");
    assumeThat(real)
        .as("SKIPPED: set VAE4J_DATA to a folder with the MNIST files to run this test")
        .isNotNull();
    assertThat(line(CommandRun.of("datasets"), "mnist ")).contains("  yes  ");
    CommandRun fetched = CommandRun.of("datasets", "fetch", "mnist");
    assertThat(fetched.out()).startsWith(real);
    CommandRun run = CommandRun.of("datasets", "show", "mnist", "--out", folder.resolve("m.png"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    // What the set's documentation counts, and the mean and deviation that everybody quotes.
    assertThat(line(run, "0 ")).matches("0 +5923 +980");
    assertThat(line(run, "9 ")).matches("9 +5949 +1009");
    assertThat(run.out())
        .containsPattern("mean +0\\.1307 +0\\.1325")
        .containsPattern("deviation +0\\.3081");
  }

  @Test
  void showsEachClass() throws IOException {
    Path file = folder.resolve("digits.png");
    CommandRun run = CommandRun.of("datasets", "show", "digits", "--out", file, "--count", 7);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).endsWith(file + System.lineSeparator());
    assertThat(line(run, "all ")).matches("all +" + Digits.TRAIN_SIZE + " +" + Digits.TEST_SIZE);
    assertThat(line(run, "largest ")).matches("largest +255 +255");
    int counted =
        run.out()
            .lines()
            .filter(line -> line.matches("\\d +\\d+ +\\d+"))
            .mapToInt(line -> Integer.parseInt(line.replaceAll("\\d +(\\d+) .*", "$1")))
            .sum();
    assertThat(counted).isEqualTo(Digits.TRAIN_SIZE);
    BufferedImage picture = ImageIO.read(file.toFile());
    // Images are drawn at twice their size, with a gap of 2.
    assertThat(picture.getHeight()).isEqualTo(10 * 58 + 2);
    int grid = 7 * 58 + 2;
    if (Fonts.available()) {
      assertThat(picture.getWidth()).isGreaterThan(grid);
    } else {
      assertThat(picture.getWidth()).isEqualTo(grid);
    }
  }

  @Test
  void nothingToFetch() {
    CommandRun run = CommandRun.of("datasets", "fetch", "digits");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).isEqualTo("digits has nothing to fetch");
  }

  @Test
  void badInputIsOneLine() throws IOException {
    assertRefused("expected one of digits, mnist,", "datasets", "fetch", "minst");
    assertRefused("expected one of digits, mnist,", "datasets", "show", "minst");
    assertRefused(
        "--count: expected at least 1, got 0", "datasets", "show", "digits", "--count", 0);
    Path absent = folder.resolve("absent");
    assertRefused(absent + ": expected a folder, found none", "datasets", "--data-dir", absent);
    assertRefused(
        "found no train-images-idx3-ubyte", "datasets", "show", "mnist", "--data-dir", folder);
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(file.toString(), "datasets", "fetch", "kmnist", "--data-dir", file);
  }

  private static void assertRefused(String message, Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("vae: ").contains(message).hasLineCount(1);
  }
}
