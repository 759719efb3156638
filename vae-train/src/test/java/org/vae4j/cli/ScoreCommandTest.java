package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.drawn.Digits;

class ScoreCommandTest {
  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    CommandRun training =
        CommandRun.of(
            "train",
            "--epochs",
            2,
            "--limit",
            400,
            "--hidden",
            "32",
            "--latent",
            4,
            "--quiet",
            "--run-dir",
            run);
    assertThat(training.exitCode()).as(training.err()).isZero();
  }

  @Test
  void writesARowForEachExampleWhoseMeansAreTheLoss() throws IOException {
    Path file = folder.resolve("scores.csv");
    CommandRun result = CommandRun.of("score", run, "--out", file, "--samples", 5, "--limit", 60);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo(file + "\n");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(61);
    assertThat(lines.get(0)).isEqualTo("set,index,label,negative_elbo,reconstruction,kl,nll");
    assertThat(lines.get(1)).matches("test,0,[0-9](,-?[0-9.]+){4}");
    JsonNode evaluation =
        new ObjectMapper()
            .readTree(
                CommandRun.of("evaluate", run, "--samples", 5, "--limit", 60, "--json").out());
    // evaluate draws one z an example, score has five: both scatter about the same mean, and no
    // draw
    // enters the KL.
    double error = evaluation.get("standardErrors").get("reconstruction").asDouble();
    assertThat(mean(lines, 4))
        .isCloseTo(evaluation.get("reconstruction").asDouble(), within(4 * error));
    // Sums of 60 doubles in another order.
    assertThat(mean(lines, 5)).isCloseTo(evaluation.get("kl").asDouble(), within(1e-9));
    assertThat(mean(lines, 3)).isCloseTo(mean(lines, 4) + mean(lines, 5), within(1e-9));
    assertThat(mean(lines, 6))
        .isCloseTo(evaluation.get("nll").get("value").asDouble(), within(1e-9));
  }

  /** What an example scores is its own: not of how many there are, nor of how many draws. */
  @Test
  void scoresAnExampleAloneAsAmongOthers() throws IOException {
    List<String[]> all = scored("all");
    List<String[]> some = scored("some", "--limit", 70);
    List<String[]> sampled = scored("sampled", "--limit", 70, "--samples", 1);
    List<String[]> averaged = scored("averaged", "--limit", 70, "--samples", 20);
    assertThat(all).hasSizeGreaterThan(70);
    assertThat(some).hasSize(70);
    for (int i = 0; i < some.size(); i++) {
      for (int column = 3; column < 6; column++) {
        double value = Double.parseDouble(all.get(i)[column]);
        // The rounding of matrix products in float of another shape, in a sum of some 200 nats.
        assertThat(Double.parseDouble(some.get(i)[column])).isCloseTo(value, within(1e-3));
        assertThat(Double.parseDouble(sampled.get(i)[column])).isCloseTo(value, within(1e-3));
      }
    }
    assertThat(averaged.get(0)[4]).isNotEqualTo(some.get(0)[4]);
  }

  private static List<String[]> scored(String name, Object... options) throws IOException {
    Path file = folder.resolve(name + ".csv");
    List<Object> arguments = new ArrayList<>(List.of("score", run, "--out", file));
    arguments.addAll(List.of(options));
    CommandRun result = CommandRun.of(arguments.toArray());
    assertThat(result.exitCode()).as(result.err()).isZero();
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  private static double mean(List<String> lines, int column) {
    return lines.stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[column]))
        .average()
        .orElseThrow();
  }

  @Test
  void tellsAClassFromTheRest() throws IOException {
    Path file = folder.resolve("class.csv");
    CommandRun result =
        CommandRun.of("score", run, "--out", file, "--odd-class", "1", "--limit", 300);
    assertThat(result.exitCode()).as(result.err()).isZero();
    List<String[]> rows =
        Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    assertThat(rows).allSatisfy(row -> assertThat(row[6]).isEmpty());
    double won = 0;
    int pairs = 0;
    for (String[] odd : rows) {
      for (String[] usual : rows) {
        if (odd[2].equals("1") && !usual[2].equals("1")) {
          won += Double.parseDouble(odd[3]) > Double.parseDouble(usual[3]) ? 1 : 0;
          pairs++;
        }
      }
    }
    assertThat(result.out())
        .contains(String.format(Locale.ROOT, "AUROC negative_elbo   %.4f", won / pairs))
        .doesNotContain("nll");
  }

  @Test
  void tellsAnotherSetFromItsOwn() throws IOException {
    Path file = folder.resolve("against.csv");
    CommandRun result =
        CommandRun.of(
            "score",
            run,
            "--out",
            file,
            "--split",
            "train",
            "--against",
            "digits",
            "--samples",
            2,
            "--limit",
            50);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Files.readAllLines(file)).hasSize(101);
    assertThat(result.out()).contains("AUROC negative_elbo", "AUROC reconstruction", "AUROC nll");
  }

  /** The run's own set as the other one: the KL, which no draw enters, is the same to the bit. */
  @Tag("stress") // seconds of runs of its own
  @Test
  void preparesAnotherSetAsItsOwn() throws IOException {
    Path standard = folder.resolve("standard");
    CommandRun training =
        CommandRun.of(
            "train",
            "--epochs",
            1,
            "--limit",
            200,
            "--hidden",
            "16",
            "--scale",
            "standard",
            "--crop-pad",
            "20x24",
            "--likelihood",
            "gaussian",
            "--quiet",
            "--run-dir",
            standard);
    assertThat(training.exitCode()).as(training.err()).isZero();
    Path file = folder.resolve("prepared.csv");
    CommandRun result =
        CommandRun.of("score", standard, "--out", file, "--against", "digits", "--limit", 40);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("AUROC kl              0.5000");
    assertThat(kls(file, "digits")).hasSize(40).isEqualTo(kls(file, "test"));
    for (String format : List.of("idx", "images")) {
      Path images = format.equals("idx") ? digitsAsIdx(40) : digitsAsPictures(40);
      result =
          CommandRun.of(
              "score",
              standard,
              "--out",
              file,
              "--limit",
              40,
              "--against",
              format,
              "--against-images",
              images);
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(kls(file, format)).as(format).hasSize(40).isEqualTo(kls(file, "test"));
    }
  }

  /** A row of numbers is an image of as many pixels; in the cells are the very floats. */
  @Test
  void takesAFileOfRowsForImages() throws IOException {
    Dataset test = Digits.generate(1).test();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      for (byte pixel : test.bytes(i)) {
        rows.append((pixel & 0xff) / 255f).append(',');
      }
      rows.setCharAt(rows.length() - 1, '\n');
    }
    Path table = Files.writeString(folder.resolve("rows.csv"), rows);
    Path file = folder.resolve("rows-scores.csv");
    CommandRun result =
        CommandRun.of(
            "score",
            run,
            "--out",
            file,
            "--limit",
            12,
            "--against",
            "csv",
            "--against-images",
            table);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(kls(file, "csv")).hasSize(12).isEqualTo(kls(file, "test"));
  }

  private static Path digitsAsIdx(int count) throws IOException {
    Dataset test = Digits.generate(1).test();
    ByteBuffer idx = ByteBuffer.allocate(16 + count * 28 * 28);
    idx.putInt(0x803).putInt(count).putInt(28).putInt(28);
    for (int i = 0; i < count; i++) {
      idx.put(test.bytes(i));
    }
    return Files.write(folder.resolve("digits.idx"), idx.array());
  }

  private static Path digitsAsPictures(int count) throws IOException {
    Dataset test = Digits.generate(1).test();
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setDataElements(0, 0, 28, 28, test.bytes(i));
      Path file = pictures.resolve(String.format(Locale.ROOT, "%03d.png", i));
      assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    }
    return pictures;
  }

  private static List<String> kls(Path file, String set) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split(",", -1))
        .filter(row -> row[0].equals(set))
        .map(row -> row[5])
        .toList();
  }

  @Test
  void refusesAnotherSetOfAnotherShape() throws IOException {
    Path train = Files.writeString(folder.resolve("train.csv"), "0,1,0\n1,0,1\n0,1,1\n1,0,0\n");
    Path table = folder.resolve("table");
    CommandRun training =
        CommandRun.of(
            "train",
            "--dataset",
            "csv",
            "--train-images",
            train,
            "--test-images",
            train,
            "--epochs",
            1,
            "--hidden",
            "4",
            "--latent",
            2,
            "--quiet",
            "--run-dir",
            table);
    assertThat(training.exitCode()).as(training.err()).isZero();
    Path file = folder.resolve("shape.csv");
    assertRefused(
        "which the run was trained on, found 28x28",
        "score",
        table,
        "--out",
        file,
        "--against",
        "digits");
    assertThat(file).doesNotExist();
    assertRefused(
        "--odd-class: expected data with labels, got ",
        "score",
        table,
        "--out",
        file,
        "--odd-class",
        "1");
  }

  @Test
  void refusesWhatCannotBeScored() {
    Path file = folder.resolve("none.csv");
    assertRefused("--against: expected ", "score", run, "--out", file, "--against", "nosuch");
    assertRefused(
        "of all, out of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9; got 'x' of 0 in 2000",
        "score",
        run,
        "--out",
        file,
        "--odd-class",
        "x");
    assertRefused(
        "scores.csv: expected a folder to write it in, found none",
        "score",
        run,
        "--out",
        folder.resolve("nowhere").resolve("scores.csv"));
    assertRefused(
        folder + ": expected a file to write, found a folder", "score", run, "--out", folder);
    assertRefused("with --against", "score", run, "--out", file, "--against-data-dir", folder);
    assertThat(file).doesNotExist();
  }

  /** Nothing is scored first: the run has not so much as a checkpoint. */
  @Test
  void refusesBeforeItScores() throws IOException {
    Path config = Files.createDirectories(folder.resolve("unscored")).resolve("config.yaml");
    Files.copy(run.resolve("config.yaml"), config);
    assertRefused(
        "--odd-class: expected ",
        "score",
        config.getParent(),
        "--out",
        folder.resolve("unscored.csv"),
        "--odd-class",
        "x");
  }

  private static void assertRefused(String message, Object... arguments) {
    CommandRun result = CommandRun.of(arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(message);
  }
}
