package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One is told as one. */
class OneEpochTest {
  @TempDir private Path folder;

  @Test
  void isAnEpoch() {
    Path run = folder.resolve("run");
    CommandRun training =
        CommandRun.of("train", "--epochs", 1, "--limit", 64, "--hidden", "8", "--run-dir", run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(training.err()).contains(": digits, 1 epoch, seed ").doesNotContain("1 epochs");
    assertThat(CommandRun.of("resume", run).err())
        .contains("finished after 1 epoch; ")
        .doesNotContain("1 epochs");
    assertThat(CommandRun.of("resume", run, "--epochs", 2).err()).contains(", 2 epochs in all");
  }
}
