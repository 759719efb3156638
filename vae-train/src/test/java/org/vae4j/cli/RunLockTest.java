package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that want the same run. */
@DisabledOnOs(OS.WINDOWS)
@Tag("stress") // many seconds of runs or networks
class RunLockTest {
  @TempDir private Path folder;

  @Test
  void theSecondIsRefusedUntilTheFirstIsGone() throws Exception {
    Path run = folder.resolve("run");
    Object[] endless = {
      "train", "--epochs", 100_000, "--limit", 250, "--hidden", 24, "--keep", 1, "--run-dir", run
    };
    try (VaeProcess first = VaeProcess.start(folder.resolve("err"), endless)) {
      first.awaitFile(run.resolve("checkpoints/latest"));
      Object[] replacing = {
        "train", "--epochs", 1, "--limit", 64, "--hidden", 8, "--overwrite", "--run-dir", run
      };
      for (Object[] second : new Object[][] {{"resume", run}, replacing}) {
        CommandRun refused = CommandRun.of(second);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
            .contains(
                "vae: " + run + ": expected a run that no other process is writing, found one");
      }
      assertThat(CommandRun.of("sample", run).exitCode()).isZero();
      assertThat(first.isAlive()).isTrue();
      first.signal("KILL");
      first.exitCode();
      CommandRun replaced = CommandRun.of(replacing);
      assertThat(replaced.exitCode()).as(replaced.err()).isZero();
    }
    assertThat(Files.exists(run.resolve("summary.json"))).isTrue();
  }
}
