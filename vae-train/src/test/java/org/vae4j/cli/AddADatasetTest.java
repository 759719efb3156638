package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.JavaSnippets;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.registry.DatasetInfo;
import org.vae4j.datasets.registry.DatasetProvider;
import org.vae4j.datasets.registry.DatasetRequest;
import org.vae4j.datasets.registry.Datasets;

/** The set of docs/add-a-dataset.md, compiled and used as it stands there. */
class AddADatasetTest {
  private static final Pattern SERVICES = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;
  private ClassLoader before;
  private URLClassLoader jar;
  private Path services;

  @BeforeEach
  void putOnTheClassPath() throws IOException {
    Path page = Path.of(System.getProperty("vae4j.root"), "docs", "add-a-dataset.md");
    Path classes = Files.createDirectory(folder.resolve("bars"));
    jar = JavaSnippets.compile("Bars", JavaSnippets.of(page).get(0), classes);
    Matcher names = SERVICES.matcher(Files.readString(page));
    assertThat(names.find()).isTrue();
    Path folderOfServices = Files.createDirectories(classes.resolve("META-INF/services"));
    services = folderOfServices.resolve("org.vae4j.datasets.registry.DatasetProvider");
    Files.writeString(services, names.group(1));
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(jar);
  }

  @AfterEach
  void restore() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    jar.close();
  }

  @Test
  void isAmongTheSets() throws IOException {
    CommandRun table = CommandRun.of("datasets");
    assertThat(table.exitCode()).as(table.err()).isZero();
    assertThat(table.out()).containsPattern("\nbars +2000 +500 +8x8 +2 +yes +CC0 +Földiák 1990");
    DatasetProvider bars = Datasets.standard().named("bars");
    DatasetInfo info = bars.info();
    DatasetSplits splits = bars.load(DatasetRequest.standard());
    assertThat(splits.train().size()).isEqualTo(info.trainSize());
    assertThat(splits.test().size()).isEqualTo(info.testSize());
    assertThat(splits.train().shape()).isEqualTo(info.shape());
    // A bar across is a row of one value; one image in ten has no bar at all.
    for (int i = 0; i < splits.train().size(); i += 2) {
      byte[] image = splits.train().bytes(i);
      for (int k = 0; k < image.length; k++) {
        assertThat(image[k]).isEqualTo(image[k / 8 * 8]);
      }
    }
  }

  @Test
  void isShown() {
    Path picture = folder.resolve("bars.png");
    CommandRun run = CommandRun.of("datasets", "show", "bars", "--out", picture);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("across +1000 +250").containsPattern("down +1000 +250");
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void isTrainedOn() throws IOException {
    Path run = folder.resolve("run");
    CommandRun training =
        CommandRun.of(
            "train",
            "--dataset",
            "bars",
            "--epochs",
            5,
            "--hidden",
            "32",
            "--latent",
            8,
            "--quiet",
            "--run-dir",
            run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    assertThat(summary.get("dataset").asText()).isEqualTo("bars");
    // Without learning a pixel costs ln 2, 64 of them 44.4 nats.
    assertThat(summary.get("test").get("loss").doubleValue()).isBetween(1.0, 40.0);
  }

  @Test
  void aSetThatCannotBeUsedIsBadInput() throws IOException {
    Files.writeString(services, "example.Bars\nexample.Absent\n");
    CommandRun run = CommandRun.of("datasets");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("META-INF/services/", "example.Absent").hasLineCount(1);
  }
}
