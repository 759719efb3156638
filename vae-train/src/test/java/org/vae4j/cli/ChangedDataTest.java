package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A run whose files are others by now, or gone. */
class ChangedDataTest {
  @TempDir private Path folder;
  private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

  @BeforeEach
  void listen() {
    warnings.start();
    ((Logger) LoggerFactory.getLogger("org.vae4j")).addAppender(warnings);
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger("org.vae4j")).detachAppender(warnings);
  }

  private List<String> warned() {
    return warnings.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private Path table(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 3; j++) {
        rows.append(random.nextDouble()).append(',');
      }
      rows.append(random.nextDouble()).append('\n');
    }
    return Files.writeString(folder.resolve("table.csv"), rows);
  }

  private Path trained(String scale) throws IOException {
    Path run = folder.resolve("run");
    require(
        "train",
        "--dataset=csv",
        "--train-images=" + table(1),
        "--test-size=20",
        "--image-size=2x2",
        "--likelihood=gaussian",
        "--scale=" + scale,
        "--epochs=1",
        "--hidden=4",
        "--latent=2",
        "--quiet",
        "--run-dir=" + run);
    return run;
  }

  private static CommandRun require(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @Test
  void changedDataAreTold() throws IOException {
    Path run = trained("standard");
    Path codes = folder.resolve("codes.csv");
    require("evaluate", run);
    assertThat(warned()).isEmpty();
    table(2);
    require("evaluate", run);
    require("encode", run, "--out", codes);
    require("score", run, "--out", folder.resolve("scores.csv"));
    require("reconstruct", run);
    require("report", run);
    assertThat(warned())
        .hasSize(5)
        .containsOnly(
            run + ": the data are not those the run was trained on: other content of train, test");
  }

  /** They need the model alone, and what it learned of the data's scale is in the checkpoint. */
  @ParameterizedTest
  @CsvSource({"auto", "none", "unit", "standard"})
  void whatIsDrawnFromTheModelNeedsNoData(String scale) throws IOException {
    Path run = trained(scale);
    Path codes = folder.resolve("codes.csv");
    require("encode", run, "--out", codes);
    Files.delete(folder.resolve("table.csv"));
    require("sample", run);
    require("manifold", run);
    require("decode", run, "--from", codes, "--out", folder.resolve("decoded.png"));
    assertThat(require("traverse", run).err())
        .startsWith("vae: the units come by number, not by KL: " + folder.resolve("table.csv"))
        .endsWith("rows, from the top: z1 z2\n")
        .hasLineCount(2);
    assertThat(CommandRun.of("evaluate", run).exitCode()).isEqualTo(2);
  }

  /** Rows in the order of their classes, as folders of classes are read. */
  @Test
  void aLimitThatLosesClassesIsTold() throws IOException {
    StringBuilder rows = new StringBuilder("value,other,class\n");
    for (int i = 0; i < 60; i++) {
      rows.append("0.5,0.25,").append(i < 30 ? "a" : "b").append('\n');
    }
    Path file = Files.writeString(folder.resolve("sorted.csv"), rows);
    for (int limit : new int[] {10, 39}) {
      require(
          "train",
          "--dataset=csv",
          "--train-images=" + file,
          "--label-column=class",
          "--test-images=" + file,
          "--limit=" + limit,
          "--epochs=1",
          "--hidden=4",
          "--latent=2",
          "--quiet",
          "--run-dir=" + folder.resolve("run" + limit));
    }
    assertThat(warned())
        .containsExactly("--limit 10: the first examples of train have 1 of its 2 classes");
  }
}
