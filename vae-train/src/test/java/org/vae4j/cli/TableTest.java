package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.datavec.api.transform.schema.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.csv.Header;
import org.vae4j.loss.likelihood.CategoricalLikelihood;
import org.vae4j.loss.likelihood.CompositeLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;
import org.vae4j.model.Vae;
import org.vae4j.run.RunFolder;

/** Tables with columns of several kinds, from the command line. */
class TableTest {
  private static final String[] COLOURS = {"red", "green", "blue"};

  @TempDir private Path folder;
  private Path table;
  private Path schema;

  /** Two numbers that depend on the colour, and a class. */
  @BeforeEach
  void writeTable() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>(List.of("height,colour,width,kind"));
    for (int i = 0; i < 400; i++) {
      int colour = random.nextInt(3);
      lines.add(
          "%s,%s,%s,%s"
              .formatted(
                  colour + 0.1 * random.nextGaussian(),
                  COLOURS[colour],
                  -colour + 0.1 * random.nextGaussian(),
                  colour == 0 ? "warm" : "cold"));
    }
    table = Files.write(folder.resolve("table.csv"), lines);
    schema =
        Files.writeString(
            folder.resolve("schema.json"),
            new Schema.Builder()
                .addColumnDouble("height")
                .addColumnCategorical("colour", COLOURS)
                .addColumnDouble("width")
                .addColumnString("kind")
                .build()
                .toJson());
  }

  private CommandRun train(Path run, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "--dataset", "csv", "--train-images", table, "--schema", schema));
    arguments.addAll(List.of("--hidden", "16", "--latent", 2, "--batch-size", 32));
    arguments.addAll(List.of("--learning-rate", "0.01", "--quiet", "--run-dir", run));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  /** With labels, and 100 rows set aside. */
  private void trainMixed(Path run, int epochs) {
    List<Object> options = new ArrayList<>(List.of("--label-column", "kind", "--test-size", 100));
    options.addAll(List.of("--likelihood", "mixed", "--epochs", epochs));
    CommandRun training = train(run, options.toArray());
    assertThat(training.exitCode()).as(training.err()).isZero();
  }

  @Test
  void trainsAndEvaluatesAndDraws() throws IOException {
    Path run = folder.resolve("run");
    trainMixed(run, 8);
    assertThat(RunFolder.open(run).model().likelihood())
        .isEqualTo(
            new CompositeLikelihood.Builder()
                .columns(1, new LearnedVarianceGaussianLikelihood())
                .columns(1, new CategoricalLikelihood(3))
                .columns(1, new LearnedVarianceGaussianLikelihood())
                .build());
    List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
    int loss = List.of(metrics.get(0).split(",")).indexOf("test_loss");
    double first = Double.parseDouble(metrics.get(1).split(",", -1)[loss]);
    double last = Double.parseDouble(metrics.get(8).split(",", -1)[loss]);
    // Without z: log 3 for the colour and, of variance 2/3, 1.2 for each number.
    assertThat(last).isLessThan(first).isLessThan(Math.log(3) + 2 * 1.2);
    CommandRun evaluation = CommandRun.of("evaluate", run);
    assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
    assertThat(evaluation.out()).contains("100 examples");
    CommandRun asItIs = CommandRun.of("evaluate", run, "--likelihood", "mixed");
    assertThat(asItIs.exitCode()).as(asItIs.err()).isZero();
    assertThat(asItIs.out()).isEqualTo(evaluation.out());
    assertIsNoImage(run);
    assertGeneratesRows(run);
    CommandRun resumed = CommandRun.of("resume", run, "--epochs", 9);
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
  }

  /** Of a part that was set aside, which row of the user's file each line is about. */
  @Test
  void scoresAndCodesNameTheRowOfTheFile() throws IOException {
    Path run = folder.resolve("rows");
    trainMixed(run, 1);
    List<String> rows = Files.readAllLines(table);
    for (String command : List.of("score", "encode")) {
      Path file = folder.resolve(command + ".csv");
      assertThat(CommandRun.of(command, run, "--out", file).exitCode()).isZero();
      List<String> lines = Files.readAllLines(file);
      List<String> header = List.of(lines.get(0).split(","));
      assertThat(lines).hasSize(1 + 100);
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        int row = Integer.parseInt(cells[header.indexOf("row")]);
        assertThat(rows.get(1 + row)).endsWith("," + cells[header.indexOf("label")]);
      }
      CommandRun whole = CommandRun.of(command, run, "--out", file, "--data", other());
      assertThat(whole.exitCode()).as(whole.err()).isZero();
      assertThat(Files.readAllLines(file).get(0)).doesNotContain("row");
    }
  }

  /** A file of which nothing is set aside. */
  private Path other() throws IOException {
    List<String> rows = Files.readAllLines(table);
    return Files.write(folder.resolve("other.csv"), rows.subList(0, rows.size() - 1));
  }

  private void assertIsNoImage(Path run) throws IOException {
    Path picture = folder.resolve("s.png");
    for (String command : List.of("sample", "reconstruct", "interpolate", "traverse", "manifold")) {
      CommandRun drawing = CommandRun.of(command, run, "--out", picture);
      assertThat(drawing.err().lines())
          .singleElement()
          .asString()
          .startsWith("vae: expected images, found rows of 3 numbers: train with --image-size");
      assertThat(drawing.exitCode()).isEqualTo(2);
    }
    assertThat(CommandRun.of("sample", run).err())
        .startsWith("vae: expected images, found rows of 3 numbers: train with --image-size")
        .contains("write rows with --out rows.csv");
    assertThat(picture).doesNotExist();
    assertThat(run.resolve("images")).isDirectoryNotContaining("glob:**/{samples,recon}*");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("None: the examples are rows of numbers, not images.")
        .doesNotContain("<img");
    Path page = folder.resolve("both.html");
    CommandRun comparison = CommandRun.of("report", run, run, "--out", page);
    assertThat(comparison.exitCode()).as(comparison.err()).isZero();
    assertThat(page).content().doesNotContain("<img");
  }

  private void assertGeneratesRows(Path run) throws IOException {
    List<String> lines = Files.readAllLines(written(run, "sample", "s.csv", "--count", 501));
    assertThat(lines).hasSize(1 + 501).startsWith("height,colour,width");
    INDArray sampled =
        Nd4j.createFromNpyFile(written(run, "sample", "s.npy", "--count", 501).toFile());
    assertThat(sampled.shape()).containsExactly(501, 3);
    int[] colours = new int[3];
    for (int i = 0; i < 501; i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      int colour = List.of(COLOURS).indexOf(cells[1]);
      colours[colour]++;
      assertThat(sampled.getDouble(i, 1)).isEqualTo(colour);
      for (int j : new int[] {0, 2}) {
        assertThat((float) sampled.getDouble(i, j)).isEqualTo(Float.parseFloat(cells[j]));
      }
    }
    assertThat(colours).doesNotContain(0);
    List<String> means =
        Files.readAllLines(written(run, "sample", "m.csv", "--count", 501, "--mean"));
    assertThat(means.subList(1, means.size()))
        .allSatisfy(row -> assertThat(row.split(",", -1)[1]).isIn((Object[]) COLOURS));
    Path codes = Files.writeString(folder.resolve("codes.csv"), "z2,z1\n0.5,-1\n0,0\n");
    List<String> decoded = Files.readAllLines(written(run, "decode", "d.csv", "--from", codes));
    Vae vae = RunFolder.open(run).model();
    INDArray z = Nd4j.createFromArray(new float[][] {{-1, 0.5f}, {0, 0}});
    float[] mean = vae.decode(z).getRow(0).toFloatVector();
    // One number, three logits, one number; each number has a variance too.
    double[] logits = vae.decoderOutput(z).getRow(0).toDoubleVector();
    int likely = 2;
    for (int k = 3; k < 5; k++) {
      likely = logits[k] > logits[likely] ? k : likely;
    }
    assertThat(decoded)
        .hasSize(3)
        .startsWith("height,colour,width", mean[0] + "," + COLOURS[likely - 2] + "," + mean[2]);
    INDArray indices =
        Nd4j.createFromNpyFile(written(run, "decode", "d.npy", "--from", codes).toFile());
    assertThat(indices.getDouble(0, 1)).isEqualTo(likely - 2);
  }

  private Path written(Path run, String command, String name, Object... more) {
    Path file = folder.resolve(name);
    List<Object> words = new ArrayList<>(List.of(command, run, "--out", file));
    words.addAll(List.of(more));
    CommandRun result = CommandRun.of(words.toArray());
    assertThat(result).isEqualTo(new CommandRun(0, file + "\n", ""));
    return file;
  }

  /** What standardisation took away is back in the rows. */
  @Test
  void rowsAreInTheUnitsOfTheTable() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b"));
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200; i++) {
      lines.add(1000 + random.nextGaussian() + "," + (-50 + random.nextGaussian()));
    }
    Path numbers = Files.write(folder.resolve("numbers.csv"), lines);
    Path run = folder.resolve("scaled");
    CommandRun training =
        CommandRun.of(
            "train",
            "--dataset",
            "csv",
            "--train-images",
            numbers,
            "--test-size",
            50,
            "--scale",
            "standard",
            "--likelihood",
            "gaussian",
            "--hidden",
            "4",
            "--latent",
            2,
            "--epochs",
            1,
            "--quiet",
            "--run-dir",
            run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    for (String line :
        Files.readAllLines(written(run, "sample", "scaled.csv", "--count", 5)).subList(1, 6)) {
      // a mean within ten standard deviations of the data's, whatever was learned in an epoch
      assertThat(Float.parseFloat(line.split(",", -1)[0])).isBetween(990f, 1010f);
      assertThat(Float.parseFloat(line.split(",", -1)[1])).isBetween(-60f, -40f);
    }
  }

  @Test
  void rowsThatAreSaidToBeImagesAreDrawn() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,c,d"));
    for (int i = 0; i < 60; i++) {
      lines.add(i % 2 + ",0,1,0.5");
    }
    Path numbers = Files.write(folder.resolve("pixels.csv"), lines);
    Path run = folder.resolve("said");
    CommandRun training =
        CommandRun.of(
            "train",
            "--dataset",
            "csv",
            "--train-images",
            numbers,
            "--test-size",
            10,
            "--image-size",
            "1x4",
            "--hidden",
            "4",
            "--latent",
            2,
            "--epochs",
            1,
            "--quiet",
            "--run-dir",
            run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(run.resolve("images/samples.png")).exists();
    written(run, "sample", "said.png");
  }

  /** Other rows of train would give other means and bounds; the run keeps those that it learned. */
  @Test
  void evaluationAppliesWhatTrainingLearned() throws IOException {
    Path test = folder.resolve("test.csv");
    Files.writeString(test, "height,colour,width,kind\n,red,0.5,warm\n3,?,,cold\n-5,blue,9,cold\n");
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    lines.set(1, ",red,0.5,warm");
    Files.write(table, lines);
    Path run = folder.resolve("run");
    CommandRun training =
        train(
            run,
            "--label-column",
            "kind",
            "--test-images",
            test,
            "--missing",
            "impute",
            "--validation-size",
            50,
            "--scale",
            "unit",
            "--likelihood",
            "mixed",
            "--epochs",
            1);
    assertThat(training.exitCode()).as(training.err()).isZero();
    CommandRun before = CommandRun.of("evaluate", run, "--json");
    assertThat(before.exitCode()).as(before.err()).isZero();
    lines.set(2, "1000,green,1000,cold");
    lines.set(3, "-1000,green,-1000,cold");
    Files.write(table, lines);
    CommandRun after = CommandRun.of("evaluate", run, "--json");
    assertThat(after.out()).isEqualTo(before.out()).contains("loss");
    CommandRun resumed = CommandRun.of("resume", run, "--epochs", 2);
    assertRefused(resumed, "table.csv: not the data of this run; resume needs them");
  }

  @Test
  void headerOfNumbersIsAskedFor() throws IOException {
    Files.writeString(table, "2019,2020\n0.5,0\n0.25,1\n0.5,1\n0.75,0.5\n");
    Path run = folder.resolve("run");
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--dataset", "csv", "--train-images", table));
    arguments.addAll(List.of("--test-size", 2, "--epochs", 1, "--hidden", 8, "--latent", 2));
    arguments.addAll(List.of("--quiet", "--run-dir", run));
    assertRefused(
        CommandRun.of(arguments.toArray()), "column '0': expected x in [0, 1]", "found 2019.0");
    arguments.addAll(List.of("--header", "yes"));
    CommandRun training = CommandRun.of(arguments.toArray());
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(RunFolder.open(run).settings().files().header()).isEqualTo(Header.YES);
    CommandRun evaluation = CommandRun.of("evaluate", run);
    assertThat(evaluation.out()).as(evaluation.err()).contains("2 examples");
  }

  @Test
  void testPartIsAskedFor() {
    assertRefused(
        train(folder.resolve("run"), "--label-column", "kind"),
        "--dataset csv: expected either --test-images FILE, or --test-size N",
        "got neither");
    assertRefused(
        train(folder.resolve("run"), "--label-column", "kind", "--test-size", 400),
        "--test-size: expected fewer than the 400 examples of",
        "table.csv, got 400");
  }

  @Test
  void textWithoutMeaningIsNamed() {
    assertRefused(
        train(folder.resolve("run"), "--test-size", 10),
        "table.csv, column 'kind': expected a column of numbers or categories");
    assertRefused(
        train(folder.resolve("run"), "--test-size", 10, "--label-column", "sort"),
        "among height, colour, width, kind, found 'sort'");
  }

  @Test
  void valueIsNamedByLineAndColumn() throws IOException {
    Files.writeString(table, "height,colour,width,kind\n1,red,2,warm\n1,pink,2,warm\n");
    assertRefused(
        train(folder.resolve("run"), "--test-size", 1, "--label-column", "kind"),
        "table.csv, line 3, column 'colour': expected one of red, green, blue, found 'pink'");
  }

  @Test
  void likelihoodHasToFit() {
    assertRefused(
        train(folder.resolve("run"), "--test-size", 10, "--label-column", "kind"),
        "table.csv, example ",
        ", column 'height': expected x in [0, 1] for --likelihood bernoulli, found ",
        "(--scale unit brings it there, --scale standard --likelihood gaussian takes any number)");
    assertThat(folder.resolve("run")).doesNotExist();
    assertRefused(
        CommandRun.of(
            "train", "--likelihood", "mixed", "--limit", 10, "--run-dir", folder.resolve("run2")),
        "--likelihood mixed: expected --dataset table or csv, got no table");
  }

  /** As people are measured: 40 years, 170 centimetres. */
  private void writePeople() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    List<String> lines = new ArrayList<>(List.of("age,height,colour,smoker,target"));
    for (int i = 0; i < 300; i++) {
      lines.add(
          "%s,%s,%s,%s,%s"
              .formatted(
                  40 + 10 * random.nextGaussian(),
                  170 + 9 * random.nextGaussian(),
                  COLOURS[random.nextInt(3)],
                  random.nextBoolean(),
                  random.nextBoolean() ? "yes" : "no"));
    }
    Files.write(table, lines);
    Files.writeString(
        schema,
        new Schema.Builder()
            .addColumnDouble("age")
            .addColumnDouble("height")
            .addColumnCategorical("colour", COLOURS)
            .addColumnCategorical("smoker", "true", "false")
            .addColumnCategorical("target", "yes", "no")
            .build()
            .toJson());
  }

  @Test
  void mixedColumnsInTheirOwnUnitsTrainOnceStandardised() throws IOException {
    writePeople();
    Path run = folder.resolve("run");
    String[] people = {"--label-column", "target", "--test-size", "50", "--epochs", "2"};
    CommandRun raw = train(run, with(people, "--likelihood", "mixed"));
    assertRefused(
        raw,
        "table.csv, column 'age': expected numbers of a size about 1 for --likelihood mixed,"
            + " found a root mean square of 4",
        "(--scale standard brings them there, --scale none takes them as they are)");
    assertThat(run).doesNotExist();
    for (String scale : new String[] {"standard", "unit"}) {
      Path scaled = folder.resolve(scale);
      CommandRun training = train(scaled, with(people, "--likelihood", "mixed", "--scale", scale));
      assertThat(training.exitCode()).as(training.err()).isZero();
      CommandRun evaluation = CommandRun.of("evaluate", scaled);
      assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
    }
  }

  @Test
  void valueThatNoStepOrLikelihoodTakesIsNamedBeforeTheRunIsMade() throws IOException {
    writePeople();
    Path run = folder.resolve("run");
    String[] people = {"--label-column", "target", "--test-size", "50"};
    assertRefused(
        train(run, with(people, "--binarize", "threshold")),
        "table.csv, example ",
        ", column 'age': expected 0 to 1, to binarise it (--scale unit brings it there), found ");
    assertRefused(
        train(run, with(people, "--dequantize", "uniform", "--likelihood", "gaussian")),
        ", column 'age': expected a pixel of 256 levels, over 255, to add noise");
    assertRefused(
        train(run, with(people, "--scale", "unit")),
        ", column 'colour': expected x in [0, 1] for --likelihood bernoulli, found 2.0"
            + " (--likelihood table takes categories)");
    assertRefused(
        train(run, with(people, "--crop-pad", "8x8")),
        "--crop-pad: expected images (--image-size HxW says what image a row is), got rows of 4");
    assertThat(run).doesNotExist();
  }

  private static Object[] with(String[] words, String... more) {
    List<Object> all = new ArrayList<>(List.of((Object[]) words));
    all.addAll(List.of((Object[]) more));
    return all.toArray();
  }

  @Test
  void optionsOfOtherFormatsAreRefused() {
    assertRefused(
        train(folder.resolve("run"), "--test-size", 10, "--colour", "rgb"),
        "--dataset csv: expected no folders of images, got --resize, --colour, --unreadable, --background or --orientation");
    assertRefused(
        train(folder.resolve("run"), "--test-size", 10, "--train-labels", "y.csv"),
        "--dataset csv: expected no files of labels");
    assertRefused(
        CommandRun.of("train", "--test-size", 10),
        "expected with --dataset idx, csv, table, images");
    assertRefused(
        CommandRun.of("train", "--image-size", "28"),
        "--image-size: expected height and width such as 28x28, got 28");
  }

  private static void assertRefused(CommandRun result, String... parts) {
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(parts).doesNotContain("\tat ");
  }
}
