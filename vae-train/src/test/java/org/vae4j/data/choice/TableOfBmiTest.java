package org.vae4j.data.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.CommandRun;

/** A table that begins with the two letters of a BMP. */
class TableOfBmiTest {
  @TempDir private Path folder;

  @Test
  void isNoImage() throws Exception {
    StringBuilder rows = new StringBuilder("BMI,age\n");
    for (int i = 0; i < 200; i++) {
      rows.append(18 + i % 13 + 0.5).append(',').append(20 + i % 41).append('\n');
    }
    Path table = Files.writeString(folder.resolve("people.csv"), rows.toString());
    CommandRun training =
        CommandRun.of("train", table, "--epochs", 1, "--quiet", "--run-dir", folder.resolve("run"));
    assertThat(training.exitCode()).as(training.err()).isZero();
  }
}
