package org.vae4j.cases;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.CommandRun;

/**
 * Each fault is planted in a run of its own, and found there alone. Sound runs of five kinds of
 * data have none.
 */
@Tag("stress")
class PlantedFaultsTest {
  /** No other test has it. */
  private static final long SEED = 70_911;

  /** A narrow network that stops early is quickly done. */
  private static final String SHORT = " --hidden 32 --epochs 500 --patience 10 --final-model best";

  private static final int ROWS = 3_000;

  @TempDir private Path folder;

  /** A line that tells a fault, and what to try. */
  private record Told(String name, String advice) {}

  /** Trains, and gives what is found. */
  private List<Told> found(Path data, String options) throws IOException {
    Path run = folder.resolve("run");
    List<Object> words = new ArrayList<>(List.of("train", data, "--run-dir", run));
    words.addAll(List.of(options.strip().split(" +")));
    words.removeIf(""::equals);
    CommandRun training = CommandRun.of(words.toArray());
    assertThat(training.exitCode()).as(training.err()).isZero();
    CommandRun diagnosis = CommandRun.of("diagnose", run, "--json");
    assertThat(diagnosis.exitCode()).as(diagnosis.err()).isZero();
    List<Told> found = new ArrayList<>();
    new ObjectMapper()
        .readTree(diagnosis.out())
        .path("findings")
        .forEach(
            finding -> {
              List<String> advice = new ArrayList<>();
              finding.path("advice").forEach(text -> advice.add(text.asText()));
              advice.forEach(this::assertFlagsExist);
              found.add(new Told(finding.path("name").asText(), String.join("; ", advice)));
            });
    return found;
  }

  /** An option that there is not is complained of before a file that there is not. */
  private void assertFlagsExist(String advice) {
    if (advice.startsWith("--")) {
      List<Object> words = new ArrayList<>(List.of("train", "--config", "missing.yaml"));
      words.addAll(List.of(advice.replace(" in place of --test-images", "").split(" ")));
      assertThat(CommandRun.of(words.toArray()).err()).contains("missing.yaml");
    }
  }

  private List<String> names(Path data, String options) throws IOException {
    return found(data, options).stream().map(Told::name).toList();
  }

  /** A table of ten numbers by eight factors, with a header. */
  private Path table(int rows) throws IOException {
    SyntheticData.gaussianTable(folder.resolve("table"), rows, 10, true, SEED);
    return folder.resolve("table.csv");
  }

  /** A table of thirty numbers by eight factors. */
  private Path wideTable() throws IOException {
    SyntheticData.gaussianTable(folder.resolve("table"), 5_000, 30, true, SEED);
    return folder.resolve("table.csv");
  }

  /** The first with each row changed. */
  private Path table(int rows, UnaryOperator<double[]> change) throws IOException {
    List<String> lines = Files.readAllLines(table(rows));
    List<String> changed = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      double[] row = Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      changed.add(
          Arrays.stream(change.apply(row)).mapToObj(Double::toString).collect(joining(",")));
    }
    int columns = changed.get(0).split(",", -1).length;
    changed.add(0, IntStream.range(0, columns).mapToObj(j -> "c" + j).collect(joining(",")));
    return Files.write(folder.resolve("changed.csv"), changed);
  }

  @Test
  void posteriorCollapse() throws IOException {
    assertThat(names(table(ROWS), "--kl-weight 20" + SHORT)).containsExactly("posterior-collapse");
  }

  @Test
  void stillImproving() throws IOException {
    assertThat(names(table(ROWS), "--epochs 40")).containsExactly("still-improving");
  }

  @Test
  void tooFewUpdates() throws IOException {
    assertThat(names(table(ROWS), "--epochs 3")).containsExactly("too-few-updates");
  }

  @Test
  void overFitting() throws IOException {
    assertThat(names(table(150), "--epochs 600 --hidden 400")).containsExactly("over-fitting");
  }

  @Test
  void latentTooSmall() throws IOException {
    assertThat(names(wideTable(), "--latent 3" + SHORT)).containsExactly("latent-too-small");
  }

  @Test
  void unusedUnits() throws IOException {
    assertThat(names(wideTable(), "--latent 64" + SHORT)).containsExactly("unused-units");
  }

  @Test
  void poorSamples() throws IOException {
    assertThat(names(table(ROWS), "--kl-weight 0.02 --epochs 60 --hidden 32"))
        .containsExactly("poor-samples");
  }

  @Test
  void unstable() throws IOException {
    SyntheticData.shades(folder.resolve("shades"), 300, 12, SEED);
    String steps = "--learning-rate 0.05 --batch-size 8 --epochs 25 --hidden 32";
    assertThat(found(folder.resolve("shades"), steps))
        .containsExactly(new Told("unstable", "--learning-rate 0.005; --clip-norm 10"));
  }

  @Test
  void noStructure() throws IOException {
    SyntheticData.gaussianTable(folder.resolve("table"), ROWS, 10, false, SEED);
    assertThat(names(folder.resolve("table.csv"), SHORT)).containsExactly("no-structure");
  }

  @Test
  void examplesOfTrainInATestFile() throws IOException {
    List<String> lines = Files.readAllLines(table(ROWS));
    List<String> test = new ArrayList<>(lines.subList(0, 100));
    test.addAll(lines.subList(2_500, lines.size()));
    Path train = Files.write(folder.resolve("train.csv"), lines.subList(0, 2_500));
    Path other = Files.write(folder.resolve("test.csv"), test);
    assertThat(names(train, "--test-images " + other + SHORT))
        .containsExactly("examples-shared-by-train-and-test");
  }

  /** In other units, c10 is c3. */
  @Test
  void aColumnGivesItAway() throws IOException {
    Path data =
        table(
            ROWS,
            row -> {
              double[] more = Arrays.copyOf(row, row.length + 1);
              more[row.length] = 2.54 * row[3] + 3;
              return more;
            });
    assertThat(found(data, SHORT))
        .containsExactly(new Told("a-column-gives-it-away", "--columns c10=left-out"));
  }

  /** Below its median, a column is cut off. */
  @Test
  void aHeapAtABound() throws IOException {
    double median =
        Files.readAllLines(table(ROWS)).stream()
            .skip(1)
            .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[1]))
            .sorted()
            .skip(ROWS / 2)
            .findFirst()
            .orElseThrow();
    Path data =
        table(
            ROWS,
            row -> {
              row[1] = Math.max(median, row[1]);
              return row;
            });
    assertThat(found(data, SHORT))
        .containsExactly(new Told("unfit-likelihood", "--columns c1=left-out"));
  }

  /** Numbers of deviation 0.02 to 0.1 under a Gaussian of deviation 1. */
  @Test
  void aWidthFarFromTheResiduals() throws IOException {
    SyntheticData.spectra(folder.resolve("spectra.npy"), 1_000, SEED);
    assertThat(found(folder.resolve("spectra.npy"), "--likelihood gaussian --scale none" + SHORT))
        .containsExactly(new Told("unfit-likelihood", "--likelihood gaussian-learned-variance"));
  }

  @Test
  void greyTakenForProbabilities() throws IOException {
    SyntheticData.shades(folder.resolve("shades"), 300, 12, SEED);
    assertThat(found(folder.resolve("shades"), "--likelihood bernoulli" + SHORT))
        .containsExactly(new Told("unfit-likelihood", "--likelihood gaussian-constant-variance"));
  }

  @Test
  void countsOfMoreVarianceThanAPoisson() throws IOException {
    SyntheticData.counts(folder.resolve("counts.csv"), 1_500, 1, SEED);
    assertThat(
            found(
                folder.resolve("counts.csv"),
                "--likelihood poisson --latent 4 --activation tanh" + SHORT))
        .containsExactly(new Told("unfit-likelihood", "--likelihood table"));
  }

  @Test
  void aSoundTable() throws IOException {
    assertThat(names(table(ROWS), "")).isEmpty();
  }

  @Test
  void soundPeople() throws IOException {
    SyntheticData.people(folder.resolve("people.csv"), 2_000, SEED);
    assertThat(names(folder.resolve("people.csv"), "")).isEmpty();
  }

  @Test
  void soundCounts() throws IOException {
    SyntheticData.counts(folder.resolve("counts.csv"), 1_500, Double.POSITIVE_INFINITY, SEED);
    assertThat(names(folder.resolve("counts.csv"), "")).isEmpty();
  }

  @Test
  void soundSpectra() throws IOException {
    SyntheticData.spectra(folder.resolve("spectra.npy"), 1_000, SEED);
    assertThat(names(folder.resolve("spectra.npy"), "")).isEmpty();
  }

  /**
   * Not without an option: a checkpoint of a wide network in each of a thousand epochs takes long.
   */
  @Test
  void soundDrawings() throws IOException {
    SyntheticData.drawings(folder.resolve("digits"), 2_000, 28, SEED);
    assertThat(names(folder.resolve("digits"), SHORT)).isEmpty();
  }
}
