package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.drawn.Digits;
import org.vae4j.datasets.npy.NpyExamples;
import org.vae4j.run.RunFolder;

class EncodeCommandTest {
  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    CommandRun training =
        CommandRun.of(
            "train",
            "--epochs",
            1,
            "--limit",
            200,
            "--hidden",
            "16",
            "--latent",
            3,
            "--quiet",
            "--run-dir",
            run);
    assertThat(training.exitCode()).as(training.err()).isZero();
  }

  private static Path encoded(String name) {
    Path file = folder.resolve(name);
    CommandRun result = CommandRun.of("encode", run, "--out", file);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines().findFirst()).contains(file.toString());
    return file;
  }

  @Test
  void writesTheMeansWithTheirLabels() throws IOException {
    List<String> lines = Files.readAllLines(encoded("codes.csv"));
    Dataset test = Digits.generate(1).test();
    assertThat(lines).hasSize(1 + test.size());
    assertThat(lines.get(0)).isEqualTo("index,label,z1,z2,z3");
    INDArray x = new DatasetIterator.Builder(test, 128).build().next().getFeatures();
    double[] mean = RunFolder.open(run).model().encode(x).mean().getRow(5).toDoubleVector();
    assertThat(lines.get(6))
        .isEqualTo(
            "5,%s,%s,%s,%s"
                .formatted(test.classNames().get(test.label(5)), mean[0], mean[1], mean[2]));
  }

  /** ND4J's own reader is the reference. */
  @Test
  void writesNpyWithTheSameNumbers() throws IOException {
    INDArray codes = Nd4j.createFromNpyFile(encoded("codes.npy").toFile());
    List<String> lines = Files.readAllLines(encoded("codes.csv"));
    assertThat(codes.shape()).containsExactly(lines.size() - 1, 3);
    for (int i : new int[] {0, 17, lines.size() - 2}) {
      String[] fields = lines.get(i + 1).split(",", -1);
      for (int j = 0; j < 3; j++) {
        assertThat(codes.getDouble(i, j)).isEqualTo(Double.parseDouble(fields[2 + j]));
      }
    }
  }

  @Test
  void writesTheLabelsBesideNpy() throws IOException {
    Path file = encoded("labelled.npy");
    Path beside = folder.resolve("labelled-labels.npy");
    Dataset test = Digits.generate(1).test();
    INDArray labels = Nd4j.createFromNpyFile(beside.toFile());
    assertThat(labels.shape()).containsExactly(test.size());
    assertThat(labels.toIntVector()).isEqualTo(test.labels());
    assertThat(CommandRun.of("encode", run, "--out", file).out())
        .isEqualTo(file + "\n" + beside + "\n");
    // What train --dataset npy --train-labels reads is this.
    Dataset read = NpyExamples.read("codes", file, Optional.of(beside));
    assertThat(read.labels()).isEqualTo(test.labels());
  }

  @Test
  void decodesWhatItEncoded() throws IOException {
    Path few = folder.resolve("few.csv");
    List<String> lines = Files.readAllLines(encoded("codes.csv")).subList(0, 13);
    Files.write(few, lines);
    Path bare = folder.resolve("bare.csv");
    Files.write(
        bare, lines.stream().skip(1).map(line -> line.replaceFirst("^\\d+,\\d+,", "")).toList());
    byte[] picture = Files.readAllBytes(decoded(few));
    assertThat(Files.readAllBytes(decoded(bare))).isEqualTo(picture);
    BufferedImage image = ImageIO.read(decoded(few).toFile());
    // Ten in a row, so two rows: 56 pixels each, a gap of 2 around.
    assertThat(image.getWidth()).isEqualTo(10 * 58 + 2);
    assertThat(image.getHeight()).isEqualTo(2 * 58 + 2);
    assertThat(decoded(encoded("codes.npy"))).isNotEmptyFile();
  }

  private static Path decoded(Path codes) {
    Path picture = folder.resolve(codes.getFileName() + ".png");
    CommandRun result = CommandRun.of("decode", run, "--from", codes, "--out", picture);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return picture;
  }

  @Test
  void refusesOtherFiles() throws IOException {
    assertRefused("--out: expected a file that ends in", "encode", run, "--out", "codes.txt");
    assertDecodeRefused("two.csv", "1,2\n", "two.csv, line 1: expected 3 numbers, as many as");
    assertDecodeRefused(
        "text.csv", "1,2,3\n1,x,3\n", "text.csv, line 2, column 2: expected a number, found 'x'");
    assertDecodeRefused("nan.csv", "1,NaN,3\n", "line 1, column 2: expected a number, found 'NaN'");
    assertDecodeRefused(
        "header.csv",
        "index,z1,z2,z3\n1,2\n",
        "line 2: expected 4 cells, as in the header, found 2");
    assertDecodeRefused("empty.csv", "", "expected a code at least, found none");
    assertDecodeRefused(
        "text.npy", "no npy file at all", "expected an npy file, which begins 0x93 NUMPY");
    byte[] whole = Files.readAllBytes(encoded("codes.npy"));
    Path cut = folder.resolve("cut.npy");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 1));
    assertRefused(
        "the end of the file after",
        "decode",
        run,
        "--from",
        cut,
        "--out",
        folder.resolve("p.png"));
    assertRefused(
        "missing.csv: expected a readable file, found none",
        "decode",
        run,
        "--from",
        folder.resolve("missing.csv"),
        "--out",
        folder.resolve("p.png"));
  }

  private static void assertDecodeRefused(String name, String content, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    assertRefused(message, "decode", run, "--from", file, "--out", folder.resolve("p.png"));
  }

  private static void assertRefused(String message, Object... arguments) {
    CommandRun result = CommandRun.of(arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(message);
  }
}
