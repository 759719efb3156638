package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the page of a run, and in that of several. */
class ReportCommandTest {
  private static final Pattern PICTURE =
      Pattern.compile("<img alt=\"([^\"]+)\" [^>]*src=\"data:image/png;base64,([^\"]+)\">");

  @TempDir static Path folder;
  private static Path run;
  private static Path plane;

  @BeforeAll
  static void train() {
    // a name that would be markup if it were not escaped
    run = train("<b>&run", "--latent", 4, "--validation-size", 50, "--kl-warmup", 1);
    plane = train("plane", "--latent", 2);
  }

  private static Path train(String name, Object... settings) {
    Path run = folder.resolve(name);
    Object[] words = {
      "train", "--epochs", 2, "--limit", 256, "--hidden", "16", "--quiet", "--run-dir", run
    };
    Object[] all = Arrays.copyOf(words, words.length + settings.length);
    System.arraycopy(settings, 0, all, words.length, settings.length);
    CommandRun result = CommandRun.of(all);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return run;
  }

  @Test
  void trainingWritesTheReportThatTheCommandWrites() throws IOException {
    Path again = folder.resolve("again.html");
    assertThat(CommandRun.of("report", run, "--out", again))
        .isEqualTo(new CommandRun(0, again + "\n", ""));
    assertThat(again).hasSameBinaryContentAs(run.resolve("report.html"));
    assertThat(CommandRun.of("report", run).out()).isEqualTo(run.resolve("report.html") + "\n");
    assertThat(again).hasSameBinaryContentAs(run.resolve("report.html"));
  }

  @Test
  void saysWhatTheSummarySays() throws IOException {
    String page = Files.readString(run.resolve("report.html"));
    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    for (String part : List.of("train", "test")) {
      JsonNode loss = summary.get(part);
      assertThat(valuesOfRow(page, part))
          .containsExactly(
              loss.get("loss").asText(),
              loss.get("reconstruction").asText(),
              loss.get("kl").asText());
    }
    assertThat(valuesOfRow(page, "examples per second"))
        .containsExactly(summary.get("examplesPerSecond").asText());
    assertThat(page)
        .contains("<dt>parameters</dt><dd><data value=\"" + summary.get("parameters").asText())
        .contains("<dt>epochs</dt><dd><data value=\"2\">2</data> <small>of 2</small>");
  }

  @Test
  void holdsItsPictures() throws IOException {
    assertThat(picturesOf(run.resolve("report.html")))
        .containsExactly("Samples", "Reconstructions", "Traversals", "Interpolations");
    assertThat(picturesOf(plane.resolve("report.html")))
        .containsExactly("Samples", "Reconstructions", "Traversals", "Interpolations", "Manifold");
  }

  @Test
  void drawsEveryTerm() throws IOException {
    String page = Files.readString(run.resolve("report.html"));
    assertThat(page)
        .contains("Loss, the negative ELBO (nats)", "Reconstruction (nats)", "KL (nats)")
        .contains("Objective, what was minimised (nats)", "KL weight")
        .contains("data-name=\"validation\"")
        .contains("first principal component, ");
    assertThat(page.split("<rect class=\"bar\"", -1)).hasSize(1 + 4);
    // a point for each of the 2,000 test examples, and a dot in the legend for each of ten digits
    assertThat(page.split("<path class=\"c\\d\" data-class=", -1)).hasSize(1 + 2000);
    assertThat(page.split("<li data-class=", -1)).hasSize(1 + 10);
    assertThat(Files.readString(plane.resolve("report.html")))
        .contains(">z1</text>", "Upwards: z2.")
        .doesNotContain("Objective, what was minimised", "KL weight", "validation\"");
  }

  @Test
  void drawsAPenalty() throws IOException {
    Path penalised = train("penalised", "--penalty", "dip1", "--latent", 2);
    assertThat(Files.readAllLines(penalised.resolve("metrics.csv")).get(0))
        .endsWith(",seconds,train_penalty");
    String title = "Penalty, dip1, as it counts in the objective";
    assertThat(Files.readString(penalised.resolve("report.html"))).contains(title);
    assertThat(Files.readString(plane.resolve("report.html"))).doesNotContain("Penalty, ");
  }

  @Test
  void loadsNothing() throws IOException {
    for (Path page : List.of(run.resolve("report.html"), compare(run, plane))) {
      assertThat(Files.readString(page))
          .contains("default-src 'none'")
          .doesNotContain("http:", "https:", "src=\"/", "@import", "url(", "<link rel=\"style");
    }
  }

  /** The count of evaluate, and no other. */
  @Test
  void countsActiveUnitsAsEvaluateDoes() throws IOException {
    CommandRun evaluation = CommandRun.of("evaluate", run, "--json");
    int active = new ObjectMapper().readTree(evaluation.out()).get("activeUnits").asInt();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains(
            "<dt>active units</dt><dd><data value=\"%d\">%d</data> <small>of 4</small>"
                .formatted(active, active))
        .contains("%d of 4 units are active".formatted(active));
  }

  @Test
  void escapesNames() throws IOException {
    for (Path page : List.of(run.resolve("report.html"), compare(run, plane))) {
      assertThat(Files.readString(page)).contains("&lt;b&gt;&amp;run").doesNotContain("<b>");
    }
  }

  @Test
  void theCommandLineTrainsTheSameAgain() throws IOException {
    String page = Files.readString(run.resolve("report.html"));
    String line = between(page, "<pre>./vae ", "</pre>");
    assertThat(line)
        .isEqualTo(
            "train --limit 256 --validation-size 50 --hidden 16 --latent 4 --kl-warmup 1 --epochs 2");
    Path again = folder.resolve("typed-again");
    assertThat(CommandRun.of((Object[]) (line + " --run-dir " + again).split(" ")).exitCode())
        .isZero();
    assertThat(lossesOf(again)).isEqualTo(lossesOf(run));
  }

  @Test
  void comparesRuns() throws IOException {
    Path page = compare(run, plane);
    String html = Files.readString(page);
    assertThat(html)
        .contains(
            "<th scope=\"col\">run</th><th scope=\"col\">&lt;b&gt;&amp;run</th><th scope=\"col\">plane</th>");
    ObjectMapper json = new ObjectMapper();
    JsonNode first = json.readTree(run.resolve("summary.json").toFile());
    JsonNode second = json.readTree(plane.resolve("summary.json").toFile());
    Map.of(
            "test loss", "/test/loss",
            "reconstruction", "/test/reconstruction",
            "KL", "/test/kl",
            "train loss", "/train/loss",
            "parameters", "/parameters")
        .forEach(
            (row, place) ->
                assertThat(valuesOfRow(html, row))
                    .containsExactly(first.at(place).asText(), second.at(place).asText()));
    assertThat(html)
        .contains("<th scope=\"row\">latent</th><td>4</td><td>2</td>")
        .contains("<th scope=\"row\">kl-warmup</th><td>1</td><td>0</td>")
        .doesNotContain("<th scope=\"row\">hidden</th>");
    assertThat(picturesOf(page)).containsExactly("&lt;b&gt;&amp;run", "plane");
    assertThat(compare(run, plane)).hasSameBinaryContentAs(page);
  }

  @Test
  void anEarlierCheckpointIsShownWithItsOwnEpoch() throws IOException {
    Path page = folder.resolve("first.html");
    assertThat(
            CommandRun.of("report", plane, "--checkpoint", "epoch-0001.zip", "--out", page)
                .exitCode())
        .isZero();
    String html = Files.readString(page);
    List<String> metrics = Files.readAllLines(plane.resolve("metrics.csv"));
    int loss = List.of(metrics.get(0).split(",", -1)).indexOf("test_loss");
    String ofFirst = metrics.get(1).split(",", -1)[loss];
    assertThat(valuesOfRow(html, "test").get(0)).isEqualTo(ofFirst);
    assertThat(html)
        .contains("<dt>test loss</dt><dd><data value=\"" + ofFirst)
        .contains("<dt>epoch</dt><dd><data value=\"1\">1</data> <small>of 2</small>");
  }

  @Test
  void tellsThatARunIsNotComplete() throws IOException {
    Path page = folder.resolve("stopped.html");
    Path summary = plane.resolve("summary.json");
    Path elsewhere = folder.resolve("summary-elsewhere.json");
    Files.move(summary, elsewhere);
    try {
      assertThat(CommandRun.of("report", plane, "--out", page).exitCode()).isZero();
    } finally {
      Files.move(elsewhere, summary);
    }
    assertThat(Files.readString(page)).contains("This run is not complete: 2 of at most 2 epochs");
    assertThat(Files.readString(plane.resolve("report.html"))).doesNotContain("not complete");
  }

  private static Path table(String name, double shift) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add((shift * i + random.nextDouble()) + "," + random.nextDouble());
    }
    return Files.write(folder.resolve(name), lines);
  }

  /** The same test file and the same words, but another mean was taken away. */
  @Tag("stress") // seconds of runs of its own
  @Test
  void lossesShareAnAxisWhereTheNetworksSawTheSame() throws IOException {
    Path rows = table("train.csv", 1);
    Path test = table("test.csv", 0);
    Object[] words = {
      "--dataset",
      "csv",
      "--train-images",
      rows,
      "--test-images",
      test,
      "--scale",
      "standard",
      "--likelihood",
      "gaussian",
      "--limit",
      60
    };
    Path whole = train("whole", words);
    words[words.length - 1] = 20;
    Path part = train("part", words);
    assertThat(Files.readString(compare(whole, part)))
        .contains(
            "Not all losses of these runs compare. The runs differ in: preparation of these data (scale and the like).")
        .contains("Curves over test: whole", "Curves over test: part");
    Path unit = train("unit", "--latent", 3, "--scale", "unit");
    assertThat(Files.readString(compare(plane, unit)))
        .doesNotContain("Not all losses", "Curves over test:")
        .contains("<th scope=\"row\">scale</th><td>auto</td><td>unit</td>");
    Path binary = train("static", "--latent", 3, "--binarize", "static");
    Path dynamic = train("dynamic", "--latent", 3, "--binarize", "dynamic");
    assertThat(Files.readString(compare(binary, dynamic))).doesNotContain("Not all losses");
    assertThat(Files.readString(compare(plane, dynamic))).contains("Not all losses");
  }

  @Test
  void badInput() throws IOException {
    assertRefused("--out: expected a file for the page of several runs, got none", run, plane);
    // before any work: the run has nothing to show
    assertThat(
            CommandRun.of(
                "report", Files.createDirectories(folder.resolve("out")), "--out", folder))
        .isEqualTo(
            new CommandRun(
                2, "", "vae: " + folder + ": expected a file to write, found a folder\n"));
    Path bare = Files.createDirectories(folder.resolve("bare"));
    Files.copy(run.resolve("config.yaml"), bare.resolve("config.yaml"));
    assertRefused(bare.resolve("checkpoints") + ": expected a checkpoint, found none", bare);
    Files.createSymbolicLink(bare.resolve("checkpoints"), run.resolve("checkpoints"));
    assertRefused(bare.resolve("metrics.csv") + ": expected the row of an epoch, found none", bare);
    assertRefused(
        folder.resolve("none") + ": expected a run folder with config.yaml, found none",
        folder.resolve("none"));
  }

  private static void assertRefused(String message, Path... runs) {
    Object[] words = new Object[runs.length + 1];
    words[0] = "report";
    System.arraycopy(runs, 0, words, 1, runs.length);
    assertThat(CommandRun.of(words)).isEqualTo(new CommandRun(2, "", "vae: " + message + "\n"));
  }

  private static Path compare(Path... runs) throws IOException {
    Path page = Files.createTempFile(folder, "comparison", ".html");
    assertThat(CommandRun.of("report", runs[0], runs[1], "--out", page))
        .isEqualTo(new CommandRun(0, page + "\n", ""));
    return page;
  }

  /** The titles of the pictures, each of which is a PNG that opens. */
  private static List<String> picturesOf(Path page) throws IOException {
    String html = Files.readString(page);
    assertThat(html.split("<img", -1)).hasSize(1 + (int) PICTURE.matcher(html).results().count());
    return PICTURE
        .matcher(html)
        .results()
        .peek(
            match -> {
              try {
                BufferedImage picture =
                    ImageIO.read(
                        new ByteArrayInputStream(Base64.getDecoder().decode(match.group(2))));
                assertThat(picture.getWidth()).isGreaterThan(100);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .map(match -> match.group(1))
        .toList();
  }

  /** The exact numbers of a table's row. */
  private static List<String> valuesOfRow(String page, String name) {
    String row = between(page, "<th scope=\"row\">" + name + "</th>", "</tr>");
    Matcher values = Pattern.compile("<data value=\"([^\"]+)\">").matcher(row);
    return values.results().map(match -> match.group(1)).toList();
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before);
    assertThat(start).as(before).isNotNegative();
    start += before.length();
    return text.substring(start, text.indexOf(after, start));
  }

  private static List<String> lossesOf(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.csv")).stream()
        .map(line -> String.join(",", List.of(line.split(",", -1)).subList(0, 14)))
        .toList();
  }
}
