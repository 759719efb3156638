package org.vae4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.CommandRun;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.csv.Header;
import org.vae4j.run.RunFolder;

/** Every file is trained on without an option, or refused in a line that says what to do. */
class FilesAsPeopleHaveThemTest {
  private static final int MOST_LINES = 8;

  @TempDir private Path folder;
  private FilesAsPeopleHaveThem files;
  private Path run;

  @BeforeEach
  void nameFolders() {
    files = new FilesAsPeopleHaveThem(folder);
    run = folder.resolve("run");
  }

  private CommandRun train(Path data, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--epochs", 1));
    words.addAll(List.of("--latent", 2, "--run-dir", run));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  /** What is told of the data, without what is told of the run. */
  private List<String> told(Path data, Object... more) {
    CommandRun training = train(data, more);
    assertThat(training.exitCode()).as(training.err()).isZero();
    List<String> notes =
        training.err().lines().filter(line -> line.startsWith("  ")).map(String::strip).toList();
    assertThat(notes).hasSizeLessThanOrEqualTo(MOST_LINES);
    return notes;
  }

  private List<String> columns() throws IOException {
    return RunFolder.open(run).settings().files().columns();
  }

  private String config() throws IOException {
    return Files.readString(run.resolve("config.yaml"));
  }

  @Test
  void employees() throws IOException {
    assertThat(told(files.employees()))
        .containsExactly(
            "a table of 240 rows and 5 columns: UTF-8, commas between cells, a header, decimals"
                + " after a point",
            "sex: a category of 2",
            "age, income: numbers",
            "city, job: categories of 3 each",
            "143 examples to train on, 47 to validate, 50 to test",
            "likelihood table: each column by what it is, its noise learned");
    assertThat(columns())
        .containsExactly(
            "sex=category", "age=number", "city=category", "income=number", "job=category");
    assertThat(config())
        .contains(
            "dataset: table",
            "separator: comma",
            "encoding: UTF-8",
            "decimal: point",
            "copies: together",
            "test-size: 50",
            "validation-size: 47",
            "likelihood: table",
            "scale: standard",
            "architecture: mlp",
            "kl-warmup: 0");
  }

  @Test
  void wine() throws IOException {
    assertThat(told(files.wine()))
        .contains(
            "fixed acidity, volatile acidity, density: numbers",
            "quality: a category of 6 whole numbers");
    assertThat(config()).contains("separator: semicolon");
  }

  @Test
  void messwerte() throws IOException {
    assertThat(told(files.messwerte()))
        .contains(
            "a table of 240 rows and 3 columns: no UTF-8, read as Latin-1, semicolons between"
                + " cells, a header, decimals after a comma",
            "Größe, Gewicht: numbers",
            "Straße: a category of 3");
    assertThat(config()).contains("encoding: ISO-8859-1", "decimal: comma");
  }

  @Test
  void gaussianMissing() throws IOException {
    assertThat(told(files.gaussianMissing()))
        .contains("column1, column2, column3, column4, column5: numbers")
        .anyMatch(note -> note.matches("1\\d\\d empty cells, filled in .*"))
        .anyMatch(note -> note.contains("tabs between cells, no header"));
    assertThat(config()).contains("missing: impute");
    assertThat(RunFolder.open(run).settings().files().header()).isEqualTo(Header.NO);
  }

  @Test
  void pandas() throws IOException {
    assertThat(told(files.pandas()))
        .contains(
            "when: a date, yyyy-M-d, in days since 1970-01-01",
            "active: yes/no",
            "score: a number",
            "left out: column1 (an index)");
    assertThat(columns())
        .containsExactly(
            "column1=left-out", "when=date:uuuu-M-d", "active=category", "score=number");
  }

  @Test
  void excelUnicode() throws IOException {
    assertThat(told(files.excelUnicode()))
        .contains(
            "amount: a number",
            "date: a date, d/M/yyyy, in days since 1970-01-01",
            "left out: name (an identifier: nearly all values differ)")
        .anyMatch(note -> note.contains("UTF-16LE, tabs between cells"));
  }

  @Test
  void counts() throws IOException {
    assertThat(told(files.counts()))
        .contains(
            "gene0, gene1, gene2, gene3, gene4, gene5, gene6, gene7, gene8, gene9, gene10, gene11:"
                + " counts");
  }

  @Test
  void heavy() throws IOException {
    assertThat(told(files.heavy()))
        .contains(
            "a, a_again: numbers, a few values far out",
            "b: a number",
            "left out: site (always '7')");
    assertThat(columns())
        .containsExactly("a=heavy-tailed", "b=number", "a_again=heavy-tailed", "site=left-out");
  }

  @Test
  void typos() throws IOException {
    Path file = files.typos();
    CommandRun refused = train(file);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "vae: "
                + file
                + ", line 102, column 'weight': expected a number, as in 239 other rows (mend it or"
                + " empty the cell; --missing-words seventy takes it for empty, --columns"
                + " weight=left-out leaves the column out), found 'seventy'\n");
    assertThat(run).doesNotExist();
    assertThat(told(file, "--columns", "weight=left-out"))
        .contains("age: a number", "left out: weight (as --columns says)");
    assertThat(columns()).containsExactly("age=number", "weight=left-out");
  }

  @Test
  void pixelsInOtherTypes() throws IOException {
    assertThat(told(files.pixelsOfFloats()))
        .contains(
            "an array of numpy, 60 examples of 12x12: pixels, whole numbers from 0 to 255 in"
                + " another type",
            "34 examples to train on, 11 to validate, 15 to test");
    assertThat(config()).contains("values: bytes");
    assertThat(told(files.deepPixels(), "--overwrite"))
        .contains("an array of numpy, 60 examples of 12x12: pixels");
  }

  @Test
  void pixelsFromMinusOneWithChannelsFirst() throws IOException {
    assertThat(told(files.pixelsFromMinusOne()))
        .contains(
            "an array of numpy, 60 examples of 3x8x8: pixels from -1 to 1",
            "likelihood gaussian-constant-variance: shades between black and white");
    assertThat(config()).contains("values: signed");
    assertThat(RunFolder.open(run).info().image()).isEqualTo(new ImageShape(8, 8, 3));
  }

  @Test
  void series() throws IOException {
    assertThat(told(files.series()))
        .contains(
            "60 examples of 50x2: taken for pictures of 50x2 numbers; if they are sequences of 50"
                + " steps, their order in time is not used",
            "likelihood gaussian-constant-variance: any numbers, of one width");
    assertThat(config()).contains("scale: standard");
  }

  @Test
  void folder() throws IOException {
    Path photos = files.folder();
    assertThat(told(photos))
        .contains(
            "24 images in 2 classes, in colour, of 3 sizes, brought to 24x24 by scaling and"
                + " cutting off what stands out",
            "8 with transparent parts, which become white; 4 turned upright, as the camera noted",
            "14 examples to train on, 4 to validate, 6 to test");
    assertThat(config())
        .contains("colour: rgb", "resize: crop", "background: white", "orientation: exif");
  }

  @Test
  void fewRowsAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("few.csv"), "a,b\n1,2\n3,5\n7,8\n");
    CommandRun refused = train(file);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "vae: "
                + file
                + ": expected at least 4 examples to train on and to set aside, found 3\n");
    assertThat(run).doesNotExist();
  }

  /** A file that was written twice: the parts have even sizes, and nothing is shared. */
  @Test
  void copiesAreOnOneSideAlone() throws IOException {
    Path file = folder.resolve("copies.csv");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 201; i++) {
      rows.append(i * i % 97 + i * .01).append(',').append(i * .37).append('\n');
    }
    Files.writeString(file, "a,b\n" + rows + rows);
    assertThat(told(file, "--hidden", 8))
        .contains("302 examples to train on, 50 to validate, 50 to test");
    assertThat(CommandRun.of("diagnose", run).out())
        .doesNotContain("examples-shared-by-train-and-test");
  }

  @Test
  void copiesGoWhereTheUserSays() throws IOException {
    Path file = folder.resolve("said.csv");
    Files.writeString(file, "a,b\n" + "1.5,2.5\n3.5,4.5\n5.5,0.5\n".repeat(100));
    assertThat(told(file, "--hidden", 8, "--copies", "together"))
        .contains("100 examples to train on, 100 to validate, 100 to test");
  }

  /** Rows of three kinds: with whole kinds on one side nothing learned would be of use there. */
  @Test
  void rowsThatAreEqualByChanceMayBeOnBothSides() throws IOException {
    Path file = folder.resolve("kinds.csv");
    Files.writeString(file, "a,b\n" + "1.5,2.5\n3.5,4.5\n5.5,0.5\n".repeat(100));
    assertThat(told(file, "--hidden", 8))
        .contains(
            "99 % of the examples are equal to others: equal ones may be on both sides of a split"
                + " (--copies together)",
            "200 examples to train on, 50 to validate, 50 to test");
  }

  /** What is said is kept; the rest is chosen to fit it. */
  @Test
  void whatIsSaidIsNotChosen() throws IOException {
    Path file = files.employees();
    List<String> notes =
        told(
            file,
            "--label-column",
            "job",
            "--columns",
            "age=left-out",
            "--hidden",
            8,
            "--test-size",
            20,
            "--validation-size",
            10,
            "--scale",
            "unit");
    assertThat(notes)
        .contains(
            "left out: age (as --columns says), job (the labels)",
            "210 examples to train on, 10 to validate, 20 to test");
    assertThat(columns())
        .containsExactly(
            "sex=category", "age=left-out", "city=category", "income=number", "job=left-out");
    assertThat(config())
        .contains("label-column: job", "scale: unit", "test-size: 20", "hidden:\n  - 8\n");
  }

  /** The settings that were chosen say all that there is to say. */
  @Test
  void writtenSettingsGiveTheSameRun() throws IOException {
    Path data = files.pandas();
    train(data);
    Path again = folder.resolve("again");
    CommandRun second =
        CommandRun.of(
            "train", "--config", run.resolve("config.yaml"), "--quiet", "--run-dir", again);
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(losses(again)).isEqualTo(losses(run)).hasSize(2);
    assertThat(RunFolder.open(again).settings()).isEqualTo(RunFolder.open(run).settings());
  }

  /** All columns of the table of losses but those that tell of time. */
  private static List<String> losses(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    List<String> names = List.of(lines.get(0).split(",", -1));
    int loss = names.indexOf("test_loss");
    int train = names.indexOf("train_loss");
    return lines.stream()
        .map(line -> line.split(",", -1))
        .map(cells -> cells[train] + " " + cells[loss])
        .toList();
  }
}
