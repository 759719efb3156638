package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.SmallDisk;
import org.vae4j.checkpoint.Checkpoints;

/** The disk fills up in the middle of a run. */
class FullDiskTest {
  @TempDir private Path folder;

  @Test
  void failsWithOneLineAndKeepsWhatItHas() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 512)) {
      Path run = disk.path().resolve("run");
      CommandRun result =
          CommandRun.of(
              "train",
              "--epochs",
              100,
              "--limit",
              64,
              "--hidden",
              8,
              "--latent",
              2,
              "--keep",
              0,
              "--quiet",
              "--run-dir",
              run);
      assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
      assertThat(result.err())
          .contains("vae: " + run, "No space left on device")
          .doesNotContain("\tat ");
      Checkpoints checkpoints = new Checkpoints(run.resolve("checkpoints"));
      assertThat(checkpoints.latest()).isPresent().isEqualTo(checkpoints.newestWhole());
      assertThat(WholeCheckpoints.count(checkpoints.folder())).isPositive();
    }
  }
}
