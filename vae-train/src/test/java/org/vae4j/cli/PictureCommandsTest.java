package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.drawn.Digits;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.report.EncodedSample;
import org.vae4j.report.picture.Fonts;
import org.vae4j.run.RunFolder;

/** Each command that draws: the size and the bytes of its picture, and what it refuses. */
class PictureCommandsTest {
  /** An image of 28 pixels is drawn twice as large, with a gap of 2. */
  private static final int CELL = 58;

  private static final int GAP = 2;

  @TempDir static Path folder;
  private static Path run;
  private static Path plane;

  @BeforeAll
  static void train() {
    run = train("run", 4);
    plane = train("plane", 2);
  }

  private static Path train(String name, int latent) {
    Path run = folder.resolve(name);
    CommandRun result =
        CommandRun.of(
            "train",
            "--epochs",
            1,
            "--limit",
            256,
            "--hidden",
            "16",
            "--latent",
            latent,
            "--quiet",
            "--run-dir",
            run);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return run;
  }

  @Test
  void interpolates() throws IOException {
    assertSize(draw("interpolate", run, "--rows", 3, "--steps", 6), 6, 3);
    assertSize(draw("interpolate", run, "--examples", "4,9"), 10, 1);
    assertSize(draw("interpolate", run, "--classes", "0,7", "--path", "linear"), 10, 1);
  }

  @Test
  void interpolationEndsAtTheReconstructions() throws IOException {
    // the first and the last image are those of reconstruct, whose second row they stand in
    int[] drawn = RandomKey.of(7).with("reconstructions").permutation(2000);
    BufferedImage path =
        draw("interpolate", run, "--examples", drawn[0] + "," + drawn[2], "--steps", 5);
    BufferedImage pairs = draw("reconstruct", run, "--count", 3, "--seed", 7);
    assertThat(cell(path, 0, 0)).isEqualTo(cell(pairs, 0, 1));
    assertThat(cell(path, 4, 0)).isEqualTo(cell(pairs, 2, 1));
  }

  @Test
  void pathsDifferBetweenTheirEnds() throws IOException {
    BufferedImage arc = draw("interpolate", run, "--examples", "0,2", "--steps", 3);
    BufferedImage line =
        draw("interpolate", run, "--examples", "0,2", "--steps", 3, "--path", "linear");
    assertThat(cell(arc, 1, 0)).isNotEqualTo(cell(line, 1, 0));
  }

  @Test
  void theSeedDrawsThePairs() throws IOException {
    assertThat(bytes("interpolate", run, "--rows", 2, "--seed", 3))
        .isEqualTo(bytes("interpolate", run, "--rows", 2, "--seed", 3))
        .isNotEqualTo(bytes("interpolate", run, "--rows", 2, "--seed", 4));
  }

  @Test
  void traverses() throws IOException {
    BufferedImage all = traversed(4, "--steps", 5);
    assertSize(all, 5, 4);
    // in the middle every unit is 0: the prior's mean
    assertThat(cell(all, 2, 0)).isEqualTo(cell(all, 2, 3)).isNotEqualTo(cell(all, 4, 0));
    BufferedImage around = traversed(2, "--steps", 5, "--units", 2, "--example", 1);
    assertSize(around, 5, 2);
    assertThat(cell(around, 2, 0)).isNotEqualTo(cell(all, 2, 0));
  }

  /** The images of a traversal of five steps, without the names beside them. */
  private static BufferedImage traversed(int units, Object... options) throws IOException {
    Path file = Files.createTempFile(folder, "traversal", ".png");
    List<Object> words = new ArrayList<>(List.of("traverse", run, "--out", file));
    words.addAll(List.of(options));
    CommandRun result = CommandRun.of(words.toArray());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo(file + "\n");
    assertThat(result.err()).isEqualTo("rows, from the top: " + rows(units) + "\n");
    BufferedImage picture = ImageIO.read(file.toFile());
    int width = 5 * CELL + GAP;
    int names = picture.getWidth() - width;
    assertThat(names > 0).isEqualTo(Fonts.available());
    return picture.getSubimage(names, 0, width, picture.getHeight());
  }

  /** The names of the units of the highest KL. */
  private static String rows(int units) throws IOException {
    Vae vae = RunFolder.open(run).model();
    Dataset test = Digits.generate(1).test();
    return EncodedSample.of(vae, test, 1).units(units).stream()
        .map(unit -> "z" + (unit + 1))
        .collect(Collectors.joining(" "));
  }

  @Test
  void drawsTheManifold() throws IOException {
    assertSize(draw("manifold", plane, "--side", 4), 4, 4);
  }

  @Test
  void temperatureZeroIsThePriorsMean() throws IOException {
    BufferedImage cold = draw("sample", run, "--count", 3, "--temperature", 0);
    assertThat(cell(cold, 0, 0)).isEqualTo(cell(cold, 2, 0));
    assertThat(bytes("sample", run, "--temperature", 1)).isEqualTo(bytes("sample", run));
  }

  @Test
  void picturesGoToTheRunUnlessToldOtherwise() {
    assertThat(CommandRun.of("interpolate", run, "--rows", 1).out())
        .isEqualTo(run.resolve("images/interpolation.png") + "\n");
    assertThat(CommandRun.of("traverse", run).out())
        .isEqualTo(run.resolve("images/traversal.png") + "\n");
    assertThat(CommandRun.of("manifold", plane).out())
        .isEqualTo(plane.resolve("images/manifold.png") + "\n");
  }

  @Test
  void manifoldOfMoreThanTwoUnits() {
    assertRefused(
        "manifold: expected a model with 2 latent units (--latent 2), found 4", "manifold", run);
  }

  @Test
  void numbersOutOfRange() {
    assertRefused("--side: expected at least 1, got 0", "manifold", plane, "--side", 0);
    assertRefused("--steps: expected at least 2, got 1", "traverse", run, "--steps", 1);
    assertRefused("--rows: expected at least 1, got 0", "interpolate", run, "--rows", 0);
    assertRefused(
        "--temperature: expected a finite number of at least 0, got -1.0",
        "sample",
        run,
        "--temperature",
        -1);
  }

  @Test
  void endsThatAreNotThere() {
    assertRefused(
        "--examples: expected 0 to 1999 of digits, got 2000",
        "interpolate",
        run,
        "--examples",
        "1,2000");
    assertRefused(
        "--example: expected 0 to 1999 of digits, got -1", "traverse", run, "--example", -1);
    assertRefused(
        "--classes: expected two of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, got '10'",
        "interpolate",
        run,
        "--classes",
        "1,10");
    assertRefused(
        "--path: expected linear or spherical, got 'round'", "interpolate", run, "--path", "round");
    assertRefused("--examples: expected two, got [1]", "interpolate", run, "--examples", "1");
    assertRefused(
        "--classes: expected none beside --examples, got [1, 2]",
        "interpolate",
        run,
        "--examples",
        "1,2",
        "--classes",
        "1,2");
  }

  /** The digits, sorted by class: the first of them are all of one. */
  @Test
  void sortedDataShowsAllItsClasses() throws IOException {
    Vae vae = RunFolder.open(run).model();
    Dataset train = Digits.generate(1).train();
    int[] labels = train.labels();
    Dataset sorted =
        train.select(
            IntStream.range(0, train.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> labels[i]))
                .mapToInt(i -> i)
                .toArray());
    EncodedSample view = EncodedSample.of(vae, sorted, 1);
    assertThat(view.examples().size()).isEqualTo(2000);
    // of 2,000 drawn at random 200 are of a class, give or take 13: five standard deviations
    for (int label = 0; label < 10; label++) {
      int wanted = label;
      assertThat(Arrays.stream(view.examples().labels()).filter(i -> i == wanted).count())
          .isBetween(135L, 265L);
    }
    assertThat(EncodedSample.of(vae, sorted, 1).posteriors().means())
        .isEqualTo(view.posteriors().means());
    assertThat(EncodedSample.of(vae, sorted, 2).posteriors().means())
        .isNotEqualTo(view.posteriors().means());
    assertThat(bytes("reconstruct", run, "--count", 4, "--seed", 3))
        .isEqualTo(bytes("reconstruct", run, "--count", 4, "--seed", 3))
        .isNotEqualTo(bytes("reconstruct", run, "--count", 4, "--seed", 4));
  }

  @Test
  void picturesThatNoMemoryHolds() throws IOException {
    String expected = ": expected a picture of at most 40,000,000 pixels, got ";
    assertRefused(
        "--side" + expected + "62,500 images, which take 210,308,004",
        "manifold",
        plane,
        "--side",
        250);
    for (int count : new int[] {60_000, Integer.MAX_VALUE}) {
      assertThat(CommandRun.of("sample", run, "--count", count).err())
          .startsWith("vae: --count" + expected);
    }
    assertThat(CommandRun.of("manifold", plane, "--side", Integer.MAX_VALUE).err())
        .startsWith("vae: --side" + expected);
    assertThat(CommandRun.of("traverse", run, "--steps", 1_000_000).err())
        .startsWith("vae: --units, --steps" + expected);
    assertThat(CommandRun.of("interpolate", run, "--steps", 1_000_000).err())
        .startsWith("vae: --rows, --steps" + expected);
    // more than go through the network at once: the first ones are the same
    BufferedImage many = draw("sample", run, "--count", 1_001);
    BufferedImage few = draw("reconstruct", run, "--count", 1_001);
    assertSize(many, 10, 101);
    assertSize(few, 10, 202);
    assertThat(cell(few, 0, 202 - 1)).isNotEqualTo(cell(few, 1, 202 - 1));
    assertThat(cell(few, 1, 202 - 1)).containsOnly(cell(few, 9, 202 - 1).get(0));
  }

  @Test
  void otherFormatsThanPng() throws IOException {
    for (String command :
        List.of("reconstruct", "interpolate", "traverse", "manifold", "sample", "decode")) {
      Path codes = Files.writeString(folder.resolve("codes.csv"), "0,0,0,0\n");
      List<Object> words = new ArrayList<>(List.of(command, run, "--out", "m.jpg"));
      if (command.equals("decode")) {
        words.addAll(List.of("--from", codes));
      }
      assertRefused("--out: expected a picture that ends in .png, got 'm.jpg'", words.toArray());
    }
    assertRefused(
        "--out: expected a picture that ends in .png, got 'd.gif'",
        "datasets",
        "show",
        "digits",
        "--out",
        "d.gif");
  }

  @Test
  void placesWhereNoFileCanBe() throws IOException {
    for (String name : List.of("folder.png", "folder.csv")) {
      Path target = Files.createDirectories(folder.resolve(name));
      String command = name.endsWith(".png") ? "sample" : "encode";
      assertRefused(
          target + ": expected a file to write, found a folder", command, run, "--out", target);
      Path missing = folder.resolve("missing").resolve(name);
      assertRefused(
          missing + ": expected a folder to write it in, found none",
          command,
          run,
          "--out",
          missing);
    }
  }

  @Test
  void runWithoutCheckpoints() throws IOException {
    Path bare = Files.createDirectories(folder.resolve("bare"));
    Files.copy(run.resolve("config.yaml"), bare.resolve("config.yaml"));
    for (String command : List.of("sample", "reconstruct", "interpolate", "traverse", "manifold")) {
      assertRefused(
          bare.resolve("checkpoints") + ": expected a checkpoint, found none", command, bare);
    }
  }

  @Test
  void dataThatIsNoImage() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("two-channels"));
    String config = Files.readString(run.resolve("config.yaml"));
    Files.writeString(copy.resolve("config.yaml"), config.replace("channels: 1", "channels: 2"));
    Files.createSymbolicLink(copy.resolve("checkpoints"), run.resolve("checkpoints"));
    for (String command : List.of("sample", "reconstruct", "interpolate", "traverse")) {
      assertRefused("expected images, of 1 or 3 channels, found a model of 28x28x2", command, copy);
    }
  }

  private static void assertRefused(String message, Object... arguments) {
    CommandRun result = CommandRun.of(arguments);
    assertThat(result).isEqualTo(new CommandRun(2, "", "vae: " + message + "\n"));
  }

  private static BufferedImage draw(Object... arguments) throws IOException {
    Path file = Files.createTempFile(folder, "picture", ".png");
    List<Object> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--out", file));
    CommandRun result = CommandRun.of(words.toArray());
    assertThat(result).isEqualTo(new CommandRun(0, file + "\n", ""));
    return ImageIO.read(file.toFile());
  }

  private static List<Integer> bytes(Object... arguments) throws IOException {
    BufferedImage picture = draw(arguments);
    return pixels(picture, 0, 0, picture.getWidth(), picture.getHeight());
  }

  private static List<Integer> cell(BufferedImage grid, int column, int row) {
    return pixels(grid, GAP + column * CELL, GAP + row * CELL, CELL - GAP, CELL - GAP);
  }

  private static List<Integer> pixels(BufferedImage of, int x, int y, int width, int height) {
    int[] colours = of.getRGB(x, y, width, height, null, 0, width);
    return Arrays.stream(colours).boxed().toList();
  }

  private static void assertSize(BufferedImage picture, int columns, int rows) {
    assertThat(List.of(picture.getWidth(), picture.getHeight()))
        .containsExactly(columns * CELL + GAP, rows * CELL + GAP);
  }
}
